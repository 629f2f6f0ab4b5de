// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.policy.Condition;
import dev.stillwatch.policy.FactName;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.Vocabulary;
import dev.stillwatch.release.LicenceRule.Effect;
import dev.stillwatch.release.LicenceRule.WhenUnknown;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/** Reads a pack of rules on releases and checks what its single values do not show. */
final class LicencePackReader {
    private static final int MOST_RULES = 1_000;
    private static final Vocabulary NO_GROUPS =
            Vocabulary.of(Arrays.asList(ReleaseFact.values()), ReleaseFact.LISTED_IN);

    /** A list that a pack gives a name, so that rules need not repeat it. */
    private record Group(String path) implements FactName {
        @Override
        public Kind kind() {
            return Kind.TEXTS;
        }

        @Override
        public Set<String> closed() {
            return Set.of();
        }
    }

    private LicencePackReader() {}

    static LicencePack read(String name, byte[] yaml) {
        Section root = SettingsDocument.parse(name, yaml);
        if (!root.text("kind", "campaigns").equals("releases")) {
            throw root.refusal("kind", "is not releases: this pack is about something else; move it elsewhere");
        }
        PolicyPack frame = PolicyPack.frame(root, ReleaseJson.sha256(yaml));
        Map<String, List<String>> groups = groups(root);
        Vocabulary vocabulary = vocabulary(groups);
        List<Section> sections = root.sections("rules");
        if (sections.isEmpty() || sections.size() > MOST_RULES) {
            throw root.refusal("rules", "are 1 to " + MOST_RULES + " in a pack");
        }
        Set<String> ids = new HashSet<>();
        List<LicenceRule> rules = new ArrayList<>();
        for (Section section : sections) {
            LicenceRule rule = rule(section, vocabulary, groups);
            if (!ids.add(rule.id())) {
                throw section.refusal("id", "is used twice in this pack; rename one of the two");
            }
            rules.add(rule);
        }
        root.done();
        return new LicencePack(frame, rules);
    }

    private static Map<String, List<String>> groups(Section root) {
        Map<String, List<String>> groups = new TreeMap<>();
        root.optionalSection("groups")
                .ifPresent(section -> section.keys().forEach(key -> {
                    if (!key.matches("[a-z][a-z0-9_]{0,39}")) {
                        throw section.refusal(
                                key, "is no name of a group: write small letters, digits and underscores");
                    }
                    groups.put(
                            "group." + key, section.texts(key).stream().sorted().toList());
                }));
        return groups;
    }

    private static Vocabulary vocabulary(Map<String, List<String>> groups) {
        if (groups.isEmpty()) {
            return NO_GROUPS;
        }
        List<FactName> facts = new ArrayList<>(Arrays.asList(ReleaseFact.values()));
        groups.keySet().forEach(path -> facts.add(new Group(path)));
        return Vocabulary.of(facts, ReleaseFact.LISTED_IN);
    }

    private static LicenceRule rule(Section section, Vocabulary vocabulary, Map<String, List<String>> groups) {
        String id = section.text("id");
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
            throw section.refusal("id", "is 1 to 80 letters, digits, dots and dashes");
        }
        Effect effect = effect(section);
        WhenUnknown whenUnknown = section.choice("when-unknown", WhenUnknown.ASK);
        if (effect instanceof Effect.Except && whenUnknown == WhenUnknown.APPLY) {
            throw section.refusal("when-unknown", "cannot be apply: an exception that is perhaps none answers nothing");
        }
        return new LicenceRule(
                id,
                new LicenceRule.Test(Condition.read(section, "when", vocabulary), groups),
                operations(section),
                effect,
                whenUnknown,
                section.text("reason"),
                section.optionalText("citation"));
    }

    /** A number that must be exceeded; one that must be reached is exceeded from just below it on. */
    private static OptionalDouble operations(Section section) {
        OptionalDouble above = section.optionalNumber("operations-above", 1, 1e40);
        OptionalDouble from = section.optionalNumber("operations-at-least", 1, 1e40);
        if (above.isPresent() && from.isPresent()) {
            throw section.refusal("operations-at-least", "and operations-above exclude each other; leave one");
        }
        return from.isPresent() ? OptionalDouble.of(Math.nextDown(from.getAsDouble())) : above;
    }

    private enum Word {
        DENY,
        REQUIRE_LICENCE,
        REFER
    }

    private static Effect effect(Section section) {
        if (!section.isSection("then")) {
            return switch (section.choice("then", Word.class)) {
                case DENY -> new Effect.Deny();
                case REQUIRE_LICENCE -> new Effect.RequireLicence();
                case REFER -> new Effect.Refer();
            };
        }
        Section then = section.section("then");
        Effect effect;
        if (then.has("except")) {
            Section except = then.section("except");
            Set<String> rules = new LinkedHashSet<>(except.texts("rules"));
            if (rules.isEmpty() || rules.stream().anyMatch(rule -> rule.indexOf('/') < 1)) {
                throw except.refusal("rules", "names the rules that it answers, as pack/rule");
            }
            effect = new Effect.Except(rules, limits(except));
        } else {
            effect = new Effect.Limit(limits(then.section("limit")));
        }
        return effect;
    }

    private static ReleaseLimits limits(Section section) {
        Set<CustodyControl> controls = new LinkedHashSet<>();
        for (String label : section.texts("controls")) {
            controls.add(Arrays.stream(CustodyControl.values())
                    .filter(control -> control.label().equals(label))
                    .findFirst()
                    .orElseThrow(() ->
                            section.refusal("controls", "names one that does not exist; docs/release.md has them")));
        }
        Optional<Duration> lasting = section.optionalDuration("lasting");
        if (lasting.filter(time -> !time.isPositive()).isPresent()) {
            throw section.refusal("lasting", "must be longer than zero");
        }
        return new ReleaseLimits(
                bytes(section, "bytes"),
                bytes(section, "bytes-per-hour"),
                lasting,
                controls,
                new LinkedHashSet<>(section.texts("undertakings")));
    }

    private static Optional<Long> bytes(Section section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        long bytes = section.byteSize(key);
        if (bytes < 1) {
            throw section.refusal(key, "must be greater than zero");
        }
        return Optional.of(bytes);
    }
}
