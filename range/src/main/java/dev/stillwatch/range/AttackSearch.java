// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Looks for the cheapest way to harvest without being accused, as an adversary would who can try everything beforehand.
 *
 * <p>From the best way known it tries every single change; while that is no evasion, first those that join what helped
 * before. All are tried on one
 * seed, the best quarter on the next, and of these the better half on each further one (successive halving). Then the
 * search goes on from the best way that it has not yet gone on from, until the budget is spent. Deterministic if the
 * trial is.
 *
 * <p>What it finds is an upper bound on the price of evasion: there may be cheaper ways that it did not try.
 */
public final class AttackSearch {
    private static final int KEPT_OF_FIRST = 4;
    private static final int KEPT_OF_LATER = 2;

    private final Map<String, String> start;
    private final List<AttackMove> moves;
    private final Trial trial;
    private final Settings settings;
    private final Consumer<Attempt> progress;
    private final Map<Map<String, String>, Attempt> tried = new HashMap<>();
    private int spent;

    /** One simulation with everything that is done to it. */
    @FunctionalInterface
    public interface Trial {
        /** What a campaign gets with knobs changed, on one seed. */
        Haul run(Map<String, String> knobs, long seed);
    }

    /**
     * How to search.
     *
     * @param budget how many trials may be run, 1 or more
     * @param seeds how many seeds the best attempts are tried on, 1 or more
     * @param firstSeed the first of them
     * @param share least share of its examples that an evasion gets away
     * @param volume how many examples an evasion gets away at least, as a share of what is sent at the start, 0 or more
     */
    public record Settings(
            int budget, int seeds, long firstSeed, Probability share, double volume, AttackPrices prices) {
        public Settings {
            if (budget < 1 || seeds < 1) {
                throw new IllegalArgumentException("budget " + budget + " and " + seeds + " seeds, need 1 or more");
            }
            Objects.requireNonNull(share, "share is null");
            if (!(volume >= 0 && Double.isFinite(volume))) {
                throw new IllegalArgumentException("volume is " + volume + ", must be 0 or more");
            }
            Objects.requireNonNull(prices, "prices is null");
        }
    }

    private AttackSearch(
            Map<String, String> start,
            List<AttackMove> moves,
            Trial trial,
            Settings settings,
            Consumer<Attempt> progress) {
        this.start = Map.copyOf(start);
        this.moves = List.copyOf(moves);
        this.trial = trial;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Searches.
     *
     * @param start value of every knob that a move may set, where the search starts
     * @param progress told of every trial, with what is known of its attempt by then
     */
    public static AttackReport run(
            Map<String, String> start,
            List<AttackMove> moves,
            Trial trial,
            Settings settings,
            Consumer<Attempt> progress) {
        AttackSearch search = new AttackSearch(start, moves, trial, settings, progress);
        Evasion evasion = search.goal();
        search.search(evasion);
        return new AttackReport(List.copyOf(search.tried.values()), evasion, settings.prices(), search.spent);
    }

    /** What counts as an evasion, told by what the start sends. */
    private Evasion goal() {
        for (int seed = 0; seed < settings.seeds(); seed++) {
            attempt(Map.of());
        }
        Attempt first = tried(Map.of());
        double sent = (double) first.haul().examples() / first.seeds();
        return new Evasion(settings.share(), settings.volume() * sent);
    }

    private void search(Evasion evasion) {
        Comparator<Attempt> best = evasion.best(settings.prices());
        Set<Map<String, String>> gone = new HashSet<>();
        List<Attempt> helped = List.of();
        for (Optional<Attempt> next = next(gone, best); next.isPresent(); next = next(gone, best)) {
            Attempt centre = next.get();
            gone.add(centre.knobs());
            boolean evades = evasion.by(centre);
            Set<Map<String, String>> candidates = new LinkedHashSet<>();
            if (!evades) {
                candidates.addAll(joined(centre.knobs(), helped));
            }
            candidates.addAll(neighbours(centre.knobs(), evades));
            candidates.removeAll(tried.keySet());
            helped = round(candidates, best).stream()
                    .filter(attempt -> best.compare(attempt, centre) < 0)
                    .sorted(best)
                    .toList();
        }
    }

    /** From where to go on: the best of the attempts tried on as many seeds as any that are left. */
    private Optional<Attempt> next(Set<Map<String, String>> gone, Comparator<Attempt> best) {
        return spent >= settings.budget()
                ? Optional.empty()
                : tried.values().stream()
                        .filter(attempt -> !gone.contains(attempt.knobs()))
                        .min(Comparator.<Attempt>comparingInt(attempt -> -attempt.seeds())
                                .thenComparing(best));
    }

    /** Tries candidates on one seed and the better ones on more; all of them as far as they came. */
    private List<Attempt> round(Set<Map<String, String>> candidates, Comparator<Attempt> best) {
        int affordable = Math.min(candidates.size(), settings.budget() - spent);
        while (affordable > 1 && cost(affordable) > settings.budget() - spent) {
            affordable--;
        }
        List<Map<String, String>> all = candidates.stream().limit(affordable).toList();
        all.forEach(this::attempt);
        List<Map<String, String>> left = better(all, KEPT_OF_FIRST, best);
        for (int seed = 1; seed < settings.seeds(); seed++) {
            left.forEach(this::attempt);
            left = better(left, KEPT_OF_LATER, best);
        }
        return all.stream().map(this::tried).toList();
    }

    /** Trials of a round with so many candidates. */
    private int cost(int candidates) {
        int cost = candidates;
        int left = Math.ceilDiv(candidates, KEPT_OF_FIRST);
        for (int seed = 1; seed < settings.seeds(); seed++) {
            cost += left;
            left = Math.ceilDiv(left, KEPT_OF_LATER);
        }
        return cost;
    }

    private List<Map<String, String>> better(List<Map<String, String>> candidates, int of, Comparator<Attempt> best) {
        return candidates.stream()
                .map(this::tried)
                .sorted(best)
                .limit(Math.ceilDiv(candidates.size(), of))
                .map(Attempt::knobs)
                .toList();
    }

    /** Tries knobs on their next seed, unless the budget is spent or they have been tried on all seeds. */
    private Attempt attempt(Map<String, String> knobs) {
        Attempt known = tried.get(knobs);
        int seeds = known == null ? 0 : known.seeds();
        if (known != null && (spent >= settings.budget() || seeds >= settings.seeds())) {
            return known;
        }
        spent++;
        Haul haul = trial.run(knobs, settings.firstSeed() + seeds);
        Attempt grown = new Attempt(knobs, known == null ? haul : known.haul().plus(haul), seeds + 1);
        tried.put(knobs, grown);
        progress.accept(grown);
        return grown;
    }

    private Attempt tried(Map<String, String> knobs) {
        return Objects.requireNonNull(tried.get(knobs), "knobs were not tried");
    }

    /** All single changes, those that hide most first; or those that hide least, to save what is not needed. */
    private List<Map<String, String>> neighbours(Map<String, String> centre, boolean leastFirst) {
        Map<String, List<AttackMove>> axes = new LinkedHashMap<>();
        moves.forEach(move ->
                axes.computeIfAbsent(move.axis(), axis -> new ArrayList<>()).add(move));
        int most = axes.values().stream().mapToInt(List::size).max().orElse(0);
        Set<Map<String, String>> neighbours = new LinkedHashSet<>();
        // One move of each axis before the second of any, for the budget may not last for all.
        for (int step = 1; step <= most; step++) {
            for (List<AttackMove> axis : axes.values()) {
                if (step <= axis.size()) {
                    Map<String, String> rest = new TreeMap<>(centre);
                    axis.forEach(move -> rest.keySet().removeAll(move.knobs().keySet()));
                    int move = leastFirst ? step - 1 : axis.size() - step;
                    neighbours.add(moved(rest, axis.get(move).knobs()));
                }
            }
        }
        neighbours.removeAll(tried.keySet());
        return List.copyOf(neighbours);
    }

    /** What helped, joined: all of it, and the best two, four, eight; the better wins where two contradict. */
    private List<Map<String, String>> joined(Map<String, String> centre, List<Attempt> helped) {
        List<Map<String, String>> joined = new ArrayList<>();
        Map<String, String> together = centre;
        for (int i = 0; i < helped.size(); i++) {
            Map<String, String> kept = together;
            Map<String, String> added = new LinkedHashMap<>(helped.get(i).knobs());
            added.keySet().removeIf(kept::containsKey);
            together = moved(together, added);
            if (Integer.bitCount(i + 1) == 1 || i == helped.size() - 1) {
                joined.add(together);
            }
        }
        return joined.reversed();
    }

    /** The knobs with changes, without those that are as at the start. */
    private Map<String, String> moved(Map<String, String> knobs, Map<String, String> changes) {
        Map<String, String> moved = new TreeMap<>(knobs);
        moved.putAll(changes);
        moved.entrySet().removeIf(knob -> knob.getValue().equals(start.get(knob.getKey())));
        return moved;
    }
}
