// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelErrorCode;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.PartialVars;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A CEL expression over facts, checked when it is read.
 *
 * <p>An evaluation takes microseconds and is bounded by {@link CelEnvironment}. Immutable and thread-safe.
 */
public final class Condition {
    private final Vocabulary vocabulary;
    private final String text;
    private final CelRuntime.Program program;
    private final Map<FactName, List<String>> keys;

    private Condition(
            Vocabulary vocabulary, String text, CelRuntime.Program program, Map<FactName, List<String>> keys) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.program = program;
        this.keys = keys;
    }

    /** Reads the expression under a key, about campaigns and accounts. */
    static Condition read(Section section, String key) {
        return read(section, key, Vocabulary.CAMPAIGNS);
    }

    /**
     * Reads the expression under a key.
     *
     * @throws StillwatchException if it is none over these facts; names the line and what was probably meant
     */
    public static Condition read(Section section, String key, Vocabulary vocabulary) {
        String text = section.text(key);
        CelValidationResult checked = vocabulary.compile(text);
        try {
            CelAbstractSyntaxTree ast = checked.getAst();
            ExpressionCheck check = new ExpressionCheck(ast, vocabulary);
            if (!check.problems().isEmpty()) {
                throw wrong(section, key, 1, check.problems().getFirst());
            }
            Condition condition = new Condition(vocabulary, text, CelEnvironment.program(ast), check.keys());
            condition.requireGuards(section, key);
            return condition;
        } catch (CelValidationException e) {
            CelIssue issue = e.getErrors().getFirst();
            throw wrong(
                    section, key, issue.getSourceLocation().getLine(), FactNames.explained(issue, text, vocabulary));
        } catch (CelEvaluationException e) {
            throw wrong(section, key, 1, "the expression cannot be used (" + code(e) + ")");
        }
    }

    private static StillwatchException wrong(Section section, String key, int line, String what) {
        return new StillwatchException(section.document() + ":" + (section.textLine(key) + Math.max(0, line - 1)) + ": "
                + key + " is not a condition: " + what);
    }

    /** An account without a campaign has no score of one: a rule must say that it is about campaigns. */
    private void requireGuards(Section section, String key) {
        for (FactName guard : vocabulary.guards()) {
            String subject = guard.path().substring("has_".length());
            Answer answer = ask(fact -> fact.equals(guard) ? Optional.of(false) : Optional.empty());
            if (answer instanceof Answer.Unknown(List<String> missing)
                    && missing.stream().anyMatch(fact -> fact.startsWith(subject + "."))) {
                throw wrong(
                        section,
                        key,
                        1,
                        "it asks for "
                                + missing.stream()
                                        .filter(fact -> fact.startsWith(subject + "."))
                                        .findFirst()
                                        .orElseThrow()
                                + " also where there is no " + subject + "; start it with \"" + guard.path()
                                + " && \"");
            }
        }
    }

    /** What the condition says about the facts. Never throws. */
    Answer ask(Facts facts) {
        return ask(fact -> facts.value((Fact) fact));
    }

    /**
     * What the condition says. Never throws.
     *
     * @param values of the vocabulary's facts, held as their kinds say; empty for one that is not known
     */
    public Answer ask(Function<FactName, Optional<Object>> values) {
        Map<String, Object> known = new HashMap<>();
        List<CelAttributePattern> unknown = new ArrayList<>();
        for (FactName fact : vocabulary.facts()) {
            values.apply(fact)
                    .ifPresentOrElse(
                            value -> known.put(fact.path(), value),
                            () -> unknown.add(CelAttributePattern.fromQualifiedIdentifier(fact.path())));
        }
        CelVariableResolver resolver = name -> Optional.ofNullable(known.get(name));
        try {
            return switch (program.eval(PartialVars.of(resolver, unknown))) {
                case Boolean holds -> holds ? new Answer.Yes() : new Answer.No();
                case CelUnknownSet set -> new Answer.Unknown(names(set.attributes()));
                default -> new Answer.Unknown(List.of("the expression did not give true or false"));
            };
        } catch (CelEvaluationException e) {
            return new Answer.Unknown(missing(e, values));
        } catch (RuntimeException | StackOverflowError e) {
            return new Answer.Unknown(List.of("the expression could not be evaluated"));
        }
    }

    private List<String> names(ImmutableSet<CelAttribute> attributes) {
        List<String> names = attributes.stream()
                .map(CelAttribute::toString)
                .map(path -> vocabulary.facts().stream()
                        .map(FactName::path)
                        .filter(fact -> path.equals(fact) || path.startsWith(fact + "[") || path.startsWith(fact + "."))
                        .findFirst()
                        .orElse(path))
                .distinct()
                .sorted()
                .toList();
        return names.isEmpty() ? List.of("a fact that the expression computes the name of") : names;
    }

    private List<String> missing(CelEvaluationException e, Function<FactName, Optional<Object>> values) {
        if (e.getErrorCode() != CelErrorCode.ATTRIBUTE_NOT_FOUND) {
            return List.of("the evaluation failed (" + code(e) + ")");
        }
        List<String> missing = new ArrayList<>();
        keys.forEach((fact, named) -> {
            if (values.apply(fact).orElse(Map.of()) instanceof Map<?, ?> map) {
                named.stream()
                        .filter(key -> !map.containsKey(key))
                        .forEach(key -> missing.add(fact.path() + "." + key));
            }
        });
        missing.sort(String::compareTo);
        return missing.isEmpty() ? List.of("an entry that the expression computes the name of") : missing;
    }

    private static String code(CelEvaluationException e) {
        return e.getErrorCode().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public String toString() {
        return text;
    }
}
