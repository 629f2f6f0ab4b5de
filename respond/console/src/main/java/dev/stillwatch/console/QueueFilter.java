// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.detect.Verdict;
import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an analyst wants to see of the queue, as it stands in the page's address. What cannot be understood there counts
 * as not said.
 *
 * @param account exact name; empty for any
 * @param fewest accounts at least, 0 or more
 * @param ascending whether the order is turned round
 * @param page from 1
 * @param at place of the case that was opened from the queue, from 0
 */
record QueueFilter(
        States states,
        Optional<Verdict> verdict,
        Holder holder,
        String account,
        long fewest,
        Sort sort,
        boolean ascending,
        int page,
        int at) {
    /** Cases on one page. */
    static final int PAGE = 50;

    private static final int LONGEST_NAME = 1_000;
    private static final int MOST_PAGES = 20_000;

    static final QueueFilter NONE =
            new QueueFilter(States.LIVE, Optional.empty(), Holder.ANYBODY, "", 0, Sort.PRIORITY, false, 1, 0);

    /** Which states are asked for. */
    enum States {
        LIVE("not closed"),
        NEW("new"),
        OPEN("open"),
        ACTED("acted"),
        CLOSED("closed"),
        MERGED("merged"),
        ALL("all");

        final String words;

        States(String words) {
            this.words = words;
        }

        private Set<CaseState> states() {
            return switch (this) {
                case LIVE -> EnumSet.of(CaseState.NEW, CaseState.OPEN, CaseState.ACTED);
                case NEW -> EnumSet.of(CaseState.NEW);
                case OPEN -> EnumSet.of(CaseState.OPEN);
                case ACTED -> EnumSet.of(CaseState.ACTED);
                case CLOSED -> EnumSet.of(CaseState.CLOSED);
                case MERGED -> EnumSet.of(CaseState.MERGED);
                case ALL -> Set.of();
            };
        }
    }

    /** Whose cases are asked for. */
    enum Holder {
        ANYBODY("anybody or nobody"),
        MINE("me"),
        NOBODY("nobody");

        final String words;

        Holder(String words) {
            this.words = words;
        }
    }

    /** Columns that the list can be put in order by. */
    enum Sort {
        PRIORITY("Priority", CaseQuery.Order.PRIORITY),
        CASE("Case", CaseQuery.Order.OPENED),
        SCORE("Log-odds", CaseQuery.Order.SCORE),
        ACCOUNTS("Accounts", CaseQuery.Order.ACCOUNTS),
        EXCHANGES("Exchanges", CaseQuery.Order.EXCHANGES),
        WAITING("Waiting", CaseQuery.Order.WAITING),
        PROPOSALS("Proposals", CaseQuery.Order.PROPOSALS);

        final String words;
        private final CaseQuery.Order order;

        Sort(String words, CaseQuery.Order order) {
            this.words = words;
            this.order = order;
        }
    }

    static QueueFilter of(MultiMap said) {
        return new QueueFilter(
                choice(said, "state", NONE.states),
                Arrays.stream(Verdict.values())
                        .filter(one -> one.label().equals(said.get("verdict")))
                        .findFirst(),
                choice(said, "with", NONE.holder),
                name(Optional.ofNullable(said.get("account")).orElse("")),
                number(said, "fewest", 0, Long.MAX_VALUE),
                choice(said, "sort", NONE.sort),
                "up".equals(said.get("order")),
                (int) number(said, "page", 1, MOST_PAGES),
                (int) number(said, "at", 0, MOST_PAGES * PAGE));
    }

    /** As {@link #address} wrote it. */
    static QueueFilter parse(String address) {
        MultiMap said = MultiMap.caseInsensitiveMultiMap();
        for (String pair : address.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    said.add(
                            pair.substring(0, equals),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                } catch (IllegalArgumentException _) {
                    // Not written by us: as if it were not there.
                }
            }
        }
        return of(said);
    }

    private static String name(String said) {
        String name = said.strip();
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static long number(MultiMap said, String name, long least, long most) {
        try {
            return Math.clamp(
                    Long.parseLong(
                            Optional.ofNullable(said.get(name)).orElse("").strip()),
                    least,
                    most);
        } catch (NumberFormatException _) {
            return least;
        }
    }

    private static <E extends Enum<E>> E choice(MultiMap said, String name, E otherwise) {
        String value = said.get(name);
        return Arrays.stream(otherwise.getDeclaringClass().getEnumConstants())
                .filter(one -> value(one).equals(value))
                .findFirst()
                .orElse(otherwise);
    }

    /** A choice as it stands in an address. */
    static String value(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** What follows the question mark; only what differs from what one sees without asking. */
    String address() {
        List<String> pairs = new ArrayList<>();
        add(pairs, "state", value(states), value(NONE.states));
        add(pairs, "verdict", verdict.map(Verdict::label).orElse(""), "");
        add(pairs, "with", value(holder), value(NONE.holder));
        add(pairs, "account", account, "");
        add(pairs, "fewest", Long.toString(fewest), "0");
        add(pairs, "sort", value(sort), value(NONE.sort));
        add(pairs, "order", ascending ? "up" : "", "");
        add(pairs, "page", Integer.toString(page), "1");
        add(pairs, "at", Integer.toString(at), "0");
        return String.join("&", pairs);
    }

    private static void add(List<String> pairs, String name, String value, String usual) {
        if (!value.equals(usual)) {
            pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    /** Where the queue shows this. */
    String path() {
        String address = address();
        return "/console/queue" + (address.isEmpty() ? "" : "?" + address);
    }

    /** Where a case is shown, to come back from it to the next one. */
    String path(String caseId, int place) {
        return Places.ofCase(caseId, Places.coming(Optional.of(at(place).address())));
    }

    /** Whether any case may be left out. */
    boolean isNarrow() {
        return !by(Sort.PRIORITY, false).address().isEmpty();
    }

    QueueFilter at(int place) {
        return new QueueFilter(states, verdict, holder, account, fewest, sort, ascending, 1, place);
    }

    QueueFilter page(int number) {
        return new QueueFilter(states, verdict, holder, account, fewest, sort, ascending, number, 0);
    }

    QueueFilter by(Sort other, boolean turned) {
        return new QueueFilter(states, verdict, holder, account, fewest, other, turned, 1, 0);
    }

    /** For the store, all of it. */
    CaseQuery query(String user) {
        CaseQuery query = CaseQuery.ALL
                .in(states.states())
                .judged(verdict.map(Set::of).orElse(Set.of()))
                .heldBy(
                        switch (holder) {
                            case ANYBODY -> new CaseQuery.Holder.Anybody();
                            case NOBODY -> new CaseQuery.Holder.Nobody();
                            case MINE -> new CaseQuery.Holder.Person(user);
                        })
                .ofAtLeast(fewest)
                .by(sort.order)
                .ascending(ascending);
        return account.isEmpty() ? query : query.with(account);
    }

    /** For the store, one page of it. */
    CaseQuery stretch(String user) {
        return query(user).page((page - 1) * PAGE, PAGE);
    }
}
