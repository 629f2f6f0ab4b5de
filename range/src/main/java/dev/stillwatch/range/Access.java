// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Client;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * How an account reaches the API.
 *
 * @param addresses networks it uses, most used first; 1 or more
 * @param software programs it uses, most used first; 1 or more
 */
record Access(List<Address> addresses, List<Software> software) {

    /** What a client calls itself and what its TLS handshake looks like. */
    record Software(String userAgent, String ja4) {
        private static final TextResource FILE = TextResource.load("software.txt");

        /** All of a section: {@code sdk}, {@code browser}, {@code agent}, {@code tuning} or {@code scoring}. */
        static List<Software> all(String section) {
            return FILE.lines(section).stream()
                    .map(TextResource::split)
                    .map(parts -> new Software(parts.getFirst(), parts.getLast()))
                    .toList();
        }
    }

    static final List<Software> SDKS = Software.all("sdk");
    static final List<Software> BROWSERS = Software.all("browser");
    static final List<Software> AGENTS = Software.all("agent");

    /** A person at home, often on the phone as well, now and then behind a private network. */
    static Access person(SplittableRandom random) {
        Address home = Network.line(Network.Provider.HOME, random);
        List<Address> addresses = switch (random.nextInt(20)) {
            case 0 ->
                List.of(
                        home,
                        Network.line(Network.Provider.HOSTING, random),
                        Network.line(Network.Provider.HOSTING, random));
            case 1, 2, 3, 4 -> List.of(Network.carrier(random));
            case 5, 6, 7, 8, 9, 10, 11, 12 -> List.of(home, Network.carrier(random));
            default -> List.of(home);
        };
        Software main = random.nextInt(5) == 0 ? sdk(random) : Slots.pick(BROWSERS, random);
        return new Access(
                addresses, random.nextInt(4) == 0 ? List.of(main, Slots.pick(BROWSERS, random)) : List.of(main));
    }

    /** A program on rented machines. */
    static Access server(SplittableRandom random) {
        Address first = Network.line(Network.Provider.HOSTING, random);
        return new Access(
                random.nextBoolean() ? List.of(first) : List.of(first, Network.line(Network.Provider.HOSTING, random)),
                List.of(sdk(random)));
    }

    /** A development kit, the popular ones more often. */
    static Software sdk(SplittableRandom random) {
        double u = random.nextDouble();
        return SDKS.get((int) (SDKS.size() * u * u));
    }

    /** The client facts of the session with this seed. */
    Client at(long session) {
        long mixed = Seeds.mix(session);
        Address address = addresses.get(preferFirst(mixed, addresses.size()));
        Software program = software.get(preferFirst(mixed >>> 16, software.size()));
        return new Client(
                Optional.of(address.ip(mixed >>> 32)),
                OptionalLong.of(address.asn()),
                Optional.of(address.country()),
                Optional.of(program.userAgent()),
                Optional.of(program.ja4()));
    }

    private static int preferFirst(long mixed, int size) {
        double u = (mixed & 0xFFFF) / 65_536.0;
        return (int) (size * u * u);
    }
}
