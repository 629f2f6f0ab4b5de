// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a compiled expression for mistakes that its types do not show: a verdict or channel that does not exist, a
 * duration that cannot be read, a regular expression that is too large. Notes which entries of maps it names.
 */
final class ExpressionCheck {
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");
    private static final Set<String> INDEX = Set.of("_[_]", "_[?_]", "_?._");

    private final Vocabulary vocabulary;
    private final List<String> problems = new ArrayList<>();
    private final Map<FactName, List<String>> keys = new LinkedHashMap<>();

    ExpressionCheck(CelAbstractSyntaxTree ast, Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .forEach(this::look);
    }

    /** Complaints in words; empty when there are none. */
    List<String> problems() {
        return problems;
    }

    /** Entries that the expression takes from maps by name. */
    Map<FactName, List<String>> keys() {
        return keys;
    }

    private void look(CelExpr expression) {
        switch (expression.getKind()) {
            case CALL -> call(expression.call());
            case SELECT -> {
                CelExpr.CelSelect select = expression.select();
                fact(select.operand()).ifPresent(fact -> entry(fact, select.field(), !select.testOnly()));
            }
            default -> {}
        }
    }

    private void call(CelExpr.CelCall call) {
        String function = call.function();
        List<CelExpr> args = call.args();
        if (INDEX.contains(function)) {
            text(args.getLast())
                    .ifPresent(
                            key -> fact(args.getFirst()).ifPresent(fact -> entry(fact, key, function.equals("_[_]"))));
        } else if (EQUALITY.contains(function)) {
            fact(args.getFirst()).ifPresent(fact -> closed(fact, args.getLast()));
            fact(args.getLast()).ifPresent(fact -> closed(fact, args.getFirst()));
        } else if (function.equals("@in")) {
            fact(args.getFirst()).ifPresent(fact -> elements(args.getLast()).forEach(value -> closed(fact, value)));
            fact(args.getLast()).ifPresent(fact -> closed(fact, args.getFirst()));
        } else if (function.equals("matches")) {
            regex(args.getLast());
        } else if (function.equals("duration") || function.equals("timestamp")) {
            literal(function, args.getFirst());
        }
    }

    private void entry(FactName fact, String key, boolean needed) {
        if (fact.kind() != FactName.Kind.NUMBERS && fact.kind() != FactName.Kind.TEXT_MAP) {
            return;
        }
        among(fact, key);
        if (needed) {
            keys.computeIfAbsent(fact, f -> new ArrayList<>()).add(key);
        }
    }

    private void closed(FactName fact, CelExpr value) {
        text(value).ifPresent(text -> among(fact, text));
    }

    private void among(FactName fact, String text) {
        Collection<String> known = fact.closed();
        if (!known.isEmpty() && !known.contains(text)) {
            problems.add(fact.path() + " is never \"" + text + "\""
                    + FactNames.nearest(text, known)
                            .map(near -> "; did you mean " + near + "?")
                            .orElse("; it is one of "
                                    + String.join(", ", known.stream().sorted().toList())));
        }
    }

    private void regex(CelExpr expression) {
        String refusal = text(expression)
                .map(RegexLimit::refusal)
                .orElse("a regular expression must be written out, not computed; put it in quotes");
        if (!refusal.isEmpty()) {
            problems.add(refusal);
        }
    }

    private void literal(String function, CelExpr argument) {
        text(argument).ifPresent(text -> {
            if (!LiteralTimes.isReadable(function, text)) {
                problems.add(function + "(\"" + text + "\") cannot be read; write "
                        + (function.equals("duration") ? "duration(\"36h\")" : "timestamp(\"2026-06-12T21:21:00Z\")"));
            }
        });
    }

    private static List<CelExpr> elements(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.LIST
                ? expression.list().elements()
                : List.of();
    }

    private static Optional<String> text(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }

    private Optional<FactName> fact(CelExpr expression) {
        return path(expression).flatMap(vocabulary::fact);
    }

    private static Optional<String> path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> Optional.of(expression.ident().name());
            case SELECT ->
                path(expression.select().operand())
                        .map(operand -> operand + "." + expression.select().field());
            default -> Optional.empty();
        };
    }
}
