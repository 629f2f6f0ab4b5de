// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Machines and the links between them. Pure.
 *
 * @param machines by name
 * @param links between two machines or switches, each way
 */
public record Cluster(Map<String, Machine> machines, List<Link> links) {
    /**
     * A machine, or several alike in one place.
     *
     * @param chips how many; 0 for a switch
     * @param peak of one chip in operations a second without sparsity, by precision: {@code bf16}, {@code fp8}, {@code int8}
     */
    public record Machine(double chips, Map<String, Double> peak) {
        public Machine {
            peak = Map.copyOf(peak);
            if (!(chips >= 0) || peak.values().stream().anyMatch(each -> !(each > 0))) {
                throw new StillwatchException("a machine has 0 chips or more, and peaks above 0");
            }
        }
    }

    /** A link and its speed. */
    public record Link(String one, String other, double gigabitsPerSecond) {}

    /**
     * Machines that fast links join, over others too.
     *
     * @param peak of all of them together, by precision
     */
    public record Joined(Set<String> machines, Map<String, Double> peak) {}

    public Cluster {
        machines = Map.copyOf(machines);
        links = List.copyOf(links);
        for (Link link : links) {
            if (!machines.containsKey(link.one) || !machines.containsKey(link.other)) {
                throw new StillwatchException("a link joins " + link.one + " and " + link.other
                        + ", of which one is no machine; switches are machines without chips");
            }
        }
    }

    /**
     * Groups that links faster than so much join, each machine in one; the strongest first.
     *
     * <p>Under the proposed 15 CFR 702.7 machines count together when they are transitively connected by more than 300 Gbit/s.
     */
    public List<Joined> joined(double aboveGigabits) {
        Map<String, List<String>> next = new HashMap<>();
        for (Link link : links) {
            if (link.gigabitsPerSecond > aboveGigabits) {
                next.computeIfAbsent(link.one, _ -> new ArrayList<>()).add(link.other);
                next.computeIfAbsent(link.other, _ -> new ArrayList<>()).add(link.one);
            }
        }
        Set<String> seen = new HashSet<>();
        List<Joined> groups = new ArrayList<>();
        for (String start : new TreeSet<>(machines.keySet())) {
            if (seen.add(start)) {
                groups.add(group(start, next, seen));
            }
        }
        groups.sort((a, b) -> Double.compare(strongest(b), strongest(a)));
        return List.copyOf(groups);
    }

    private Joined group(String start, Map<String, List<String>> next, Set<String> seen) {
        Set<String> names = new TreeSet<>();
        List<String> open = new ArrayList<>(List.of(start));
        Map<String, Double> peak = new TreeMap<>();
        while (!open.isEmpty()) {
            String name = open.removeLast();
            names.add(name);
            Machine machine = machines.getOrDefault(name, new Machine(0, Map.of()));
            machine.peak.forEach((precision, each) -> peak.merge(precision, machine.chips * each, Double::sum));
            for (String other : next.getOrDefault(name, List.of())) {
                if (seen.add(other)) {
                    open.add(other);
                }
            }
        }
        return new Joined(names, peak);
    }

    private static double strongest(Joined group) {
        return group.peak.values().stream().mapToDouble(each -> each).max().orElse(0);
    }
}
