// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.policy.PolicyPack.Source;
import dev.stillwatch.policy.PolicyPack.StatusWindow;
import dev.stillwatch.settings.Section;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a pack and checks what its single values do not show. */
final class PackReader {
    private static final int MOST_RULES = 1_000;
    private static final Duration LONGEST_LASTING = Duration.ofDays(3_653);

    private enum Approval {
        NONE,
        REQUIRED
    }

    private enum WhenUnknown {
        ASK,
        APPLY
    }

    private PackReader() {}

    static PolicyPack read(Section root, String sha256) {
        List<Rule> rules = rules(root);
        PolicyPack pack = frame(root, sha256, rules, exemptions(root, rules));
        root.done();
        return pack;
    }

    /** All of a pack but its rules. */
    static PolicyPack frame(Section root, String sha256, List<Rule> rules, List<Exemption> exemptions) {
        PackStatus status = root.choice("status", PackStatus.class);
        Optional<Instant> expires = root.optionalInstant("expires");
        return new PolicyPack(
                id(root),
                root.parsed("version", "a version of three numbers, such as 1.4.0", SemanticVersion::parse)
                        .orElseThrow(() -> root.refusal("version", "is missing: write a version such as 1.4.0")),
                root.text("title"),
                root.text("issuer"),
                root.optionalText("jurisdiction"),
                root.sections("source").stream().map(PackReader::source).toList(),
                status,
                windows(root),
                root.instant("known-at"),
                expires,
                root.choice("mode", PackMode.class),
                supersedes(root),
                rules,
                exemptions,
                sha256);
    }

    private static String id(Section section) {
        return section.parsed("id", "letters, digits, dots and dashes, such as us.bis.iil-2026-06", text -> {
                    if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
                        throw new IllegalArgumentException("not an id");
                    }
                    return text;
                })
                .orElseThrow(() -> section.refusal("id", "is missing: give it a name that stays the same"));
    }

    private static Source source(Section section) {
        return new Source(
                section.parsed("uri", "a URI", text -> URI.create(text).toString())
                        .orElseThrow(() -> section.refusal("uri", "is missing: name the source")),
                section.optionalText("citation"),
                section.parsed("retrieved", "a day such as 2026-11-21", LocalDate::parse));
    }

    private static List<String> supersedes(Section root) {
        List<String> ids = root.texts("supersedes");
        if (ids.contains(id(root))) {
            throw root.refusal("supersedes", "names the pack itself; a later known-at replaces an earlier version");
        }
        return ids;
    }

    private static List<StatusWindow> windows(Section root) {
        List<StatusWindow> windows = new ArrayList<>();
        for (Section section : root.sections("windows")) {
            StatusWindow window = new StatusWindow(
                    section.instant("from"),
                    section.optionalInstant("to"),
                    section.choice("status", PackStatus.class),
                    section.optionalText("basis"));
            if (window.to().isPresent() && !window.from().isBefore(window.to().get())) {
                throw section.refusal("to", "is not after from: the window holds at no time; correct one of them");
            }
            if (!windows.isEmpty()) {
                Optional<Instant> before = windows.getLast().to();
                if (before.isEmpty() || window.from().isBefore(before.get())) {
                    throw section.refusal(
                            "from",
                            "lies within the window before; sort windows and let each end where the next starts");
                }
            }
            windows.add(window);
        }
        return windows;
    }

    private static List<Rule> rules(Section root) {
        List<Section> sections = root.sections("rules");
        if (sections.size() > MOST_RULES) {
            throw root.refusal("rules", "are more than " + MOST_RULES + "; split the pack");
        }
        Set<String> ids = new HashSet<>();
        List<Rule> rules = new ArrayList<>();
        for (Section section : sections) {
            unique(section, ids);
            rules.add(rule(section));
        }
        rules.sort(Comparator.comparingInt(Rule::priority).reversed());
        return rules;
    }

    private static void unique(Section section, Set<String> ids) {
        if (!ids.add(id(section))) {
            throw section.refusal("id", "is used twice in this pack; rename one of the two");
        }
    }

    private static Rule rule(Section section) {
        Countermeasure then = CountermeasureReader.read(section);
        Duration lasting = section.duration("lasting");
        if (!lasting.isPositive() || lasting.compareTo(LONGEST_LASTING) > 0) {
            throw section.refusal("lasting", "must be longer than zero and at most 3653d");
        }
        Approval approval = section.optionalChoice("approval", Approval.class)
                // Cutting off a customer is for a person to decide, unless the pack says otherwise in so many words.
                .orElse(then instanceof Countermeasure.Suspend ? Approval.REQUIRED : Approval.NONE);
        return new Rule(
                id(section),
                (int) section.whole("priority", -1_000_000, 1_000_000, 0),
                Condition.read(section, "when"),
                then,
                lasting,
                approval == Approval.REQUIRED,
                section.choice("when-unknown", WhenUnknown.ASK) == WhenUnknown.APPLY,
                section.text("reason"),
                section.optionalText("citation"));
    }

    private static List<Exemption> exemptions(Section root, List<Rule> rules) {
        Set<String> ids = new HashSet<>();
        List<Exemption> exemptions = new ArrayList<>();
        for (Section section : root.sections("exemptions")) {
            unique(section, ids);
            Set<String> from = Set.copyOf(section.texts("rules"));
            for (String rule : from) {
                if (rules.stream().noneMatch(r -> r.id().equals(rule))) {
                    throw section.refusal("rules", "names a rule that this pack does not have; correct the name");
                }
            }
            exemptions.add(new Exemption(id(section), from, Condition.read(section, "when"), section.text("reason")));
        }
        return exemptions;
    }
}
