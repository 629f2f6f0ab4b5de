// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.PeerTrust;
import dev.stillwatch.intel.ReadingLimits;
import dev.stillwatch.intel.TaxiiClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A peer's TAXII server, and who one is there. */
final class IntelRemoteOptions {
    @Parameters(
            paramLabel = "URL",
            description =
                    "Its discovery address, such as https://intel.example.com/taxii2/; http on this machine only.")
    private String url = "";

    @Option(
            names = "--secret",
            paramLabel = "file:PATH|env:NAME",
            required = true,
            description = "The secret that the peer gave you.")
    private String secret = "";

    @Option(
            names = "--login",
            paramLabel = "NAME",
            description =
                    "The name that goes with it, where the server asks for name and password (default: the secret is sent"
                            + " as a bearer token).")
    private @Nullable String login;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates of the peer's own authority, PEM, in place of those that Java trusts.")
    private @Nullable Path authority;

    @Option(
            names = "--collection",
            paramLabel = "ID",
            description = "Only this collection (default: all that are there for you).")
    private @Nullable String collection;

    TaxiiClient client() {
        String held = IntelSecret.of(secret, "--secret");
        String name = login;
        return new TaxiiClient(
                name == null ? new TaxiiClient.Identity.Bearer(held) : new TaxiiClient.Identity.Basic(name, held),
                ReadingLimits.DEFAULTS,
                Optional.ofNullable(authority).map(PeerTrust::of),
                Thread::sleep);
    }

    /**
     * The collections that are asked for.
     *
     * @param fitting such as those that may be read
     * @param what they are for, for messages
     */
    List<TaxiiClient.Remote> collections(TaxiiClient client, Predicate<TaxiiClient.Remote> fitting, String what) {
        List<TaxiiClient.Remote> found = new ArrayList<>();
        for (URI root : client.roots(address())) {
            client.collections(root).stream()
                    .filter(fitting)
                    .filter(each -> collection == null || each.id().equalsIgnoreCase(collection))
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            throw new StillwatchException("the server has no " + (collection == null ? "collection" : "such collection")
                    + " that you may " + what + "; ask the peer for the right");
        }
        return found;
    }

    private URI address() {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, without the address: it may hold a password.
        }
        throw new StillwatchException(
                "URL is no address such as https://intel.example.com/taxii2/, or has a name or password in it; those go to"
                        + " --login and --secret");
    }
}
