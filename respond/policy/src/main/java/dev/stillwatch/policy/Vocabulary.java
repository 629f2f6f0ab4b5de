// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.cel.common.CelValidationResult;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the conditions of one kind of rule may ask about. Immutable and thread-safe; making one takes milliseconds. */
public final class Vocabulary {
    /** Of rules that answer to campaigns and accounts. */
    static final Vocabulary CAMPAIGNS = new Vocabulary(
            Arrays.asList(Fact.values()), List.of(Fact.HAS_CAMPAIGN, Fact.HAS_ACCOUNT), "docs/policy.md");

    private final Map<String, FactName> byPath;
    private final List<? extends FactName> guards;
    private final String listedIn;
    private final CelEnvironment environment;

    private Vocabulary(Collection<? extends FactName> facts, List<? extends FactName> guards, String listedIn) {
        this.byPath = facts.stream().collect(Collectors.toUnmodifiableMap(FactName::path, Function.identity()));
        this.guards = guards;
        this.listedIn = listedIn;
        this.environment = new CelEnvironment(facts);
    }

    /**
     * Facts that conditions of another kind of rule ask about.
     *
     * @param listedIn the document that lists them, for messages
     */
    public static Vocabulary of(Collection<? extends FactName> facts, String listedIn) {
        return new Vocabulary(facts, List.of(), listedIn);
    }

    Collection<FactName> facts() {
        return byPath.values();
    }

    Optional<FactName> fact(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** Facts named {@code has_x} that say whether there is an {@code x} to ask about. */
    List<? extends FactName> guards() {
        return guards;
    }

    String listedIn() {
        return listedIn;
    }

    CelValidationResult compile(String expression) {
        return environment.compile(expression);
    }
}
