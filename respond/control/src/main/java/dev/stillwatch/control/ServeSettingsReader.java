// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.console.AdminUser;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.gateway.TokenAuthentication;
import dev.stillwatch.gateway.Upstream;
import dev.stillwatch.policy.Countermeasure.Throttle;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads a service's YAML file; paths in it are meant from the file's own folder. Keys it does not know are refused. */
public final class ServeSettingsReader {
    private static final int MOST_BYTES = 1 << 30;

    private final Path folder;

    private ServeSettingsReader(Path folder) {
        this.folder = folder;
    }

    private enum Proof {
        API_KEY,
        TOKEN,
        CLIENT_CERTIFICATE
    }

    private enum UnknownPaths {
        REFUSE,
        PASS
    }

    /**
     * Reads a file.
     *
     * @throws StillwatchException naming file, line, key and remedy
     */
    public static ServeSettings read(Path file) {
        Section root = SettingsDocument.read(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        ServeSettings settings = new ServeSettingsReader(folder).settings(root);
        root.done();
        return settings;
    }

    private ServeSettings settings(Section root) {
        ServeSettings usual = ServeSettings.before(
                URI.create("http://localhost"), FailureMode.SERVE, folder.resolve("stillwatch-state"));
        Optional<Section> limited = root.optionalSection("limits");
        ProxyLimits limits = limited.map(ServeSettingsReader::limits).orElse(usual.limits());
        boolean passUnknownPaths = root.choice("unknown-paths", UnknownPaths.REFUSE) == UnknownPaths.PASS;
        ServeSettings read = new ServeSettings(
                root.optionalSection("listen").map(s -> listening(s, 8080)).orElse(usual.listening()),
                upstream(root.section("upstream")),
                root.optionalSection("accounts").map(this::accounts).orElse(usual.accounts()),
                limits,
                limited.map(ServeSettingsReader::rates).orElse(usual.rates()),
                addresses(root, "trusted-proxies"),
                root.choice("when-blind", FailureMode.class),
                passUnknownPaths,
                root.flag("seal-reasoning", false),
                root.optionalText("state").map(folder::resolve).orElse(usual.state()),
                root.optionalSection("detection")
                        .map(section -> DetectionSettingsReader.read(section, folder))
                        .orElse(usual.detection()),
                root.optionalSection("policy").map(this::policy).orElse(usual.policy()),
                root.optionalSection("cases").map(ServeSettingsReader::cases).orElse(usual.cases()),
                root.optionalSection("admin").map(this::admin).orElse(usual.admin()),
                new DoorSettingsReader(folder, limits, passUnknownPaths, this::listening).read(root),
                root.optionalSection("telemetry").map(ServeSettingsReader::telemetry),
                root.duration("drain", usual.drain()));
        if (read.accounts().proof() instanceof ServeSettings.Proof.ClientCertificate
                && read.listening()
                        .tls()
                        .flatMap(Listening.Tls::clientAuthority)
                        .isEmpty()) {
            throw root.refusal(
                    "accounts",
                    "cannot be told apart by client certificates that nobody asks for: set"
                            + " listen.tls.client-authority");
        }
        return read;
    }

    /** As the sockets name them, so that an address matches however it is written. */
    private static Set<String> addresses(Section section, String key) {
        Set<String> addresses = new HashSet<>();
        for (String text : section.texts(key)) {
            try {
                addresses.add(InetAddress.ofLiteral(text).getHostAddress());
            } catch (IllegalArgumentException e) {
                throw section.refusal(key, "must be a list of addresses such as 10.0.0.7; names and networks are not");
            }
        }
        return addresses;
    }

    static Duration positive(Section section, String key, Duration usual) {
        Duration duration = section.duration(key, usual);
        if (!duration.isPositive()) {
            throw section.refusal(key, "must be longer than zero");
        }
        return duration;
    }

    private static ServeSettings.Rates rates(Section limits) {
        return new ServeSettings.Rates(
                limits.optionalSection("requests-per-account").map(ServeSettingsReader::rate),
                limits.optionalSection("requests-overall").map(ServeSettingsReader::rate));
    }

    private static Throttle rate(Section section) {
        Duration per = section.duration("per");
        if (!per.isPositive()) {
            throw section.refusal("per", "must be longer than zero");
        }
        return new Throttle((int) section.whole("requests", 1, 1_000_000_000), per);
    }

    private static ServeSettings.Telemetry telemetry(Section section) {
        double sampled = section.number("sampled", 0, 1, 1.0);
        if (sampled == 0) {
            throw section.refusal("sampled", "must be above 0; leave telemetry out for no traces");
        }
        String service = section.text("service-name", "stillwatch");
        return section.parsed(
                        "otlp",
                        "the URL of a collector, such as http://127.0.0.1:4318/v1/traces",
                        url -> new ServeSettings.Telemetry(URI.create(url), sampled, service))
                .orElseThrow(() -> section.refusal(
                        "otlp", "is missing: say where the collector is, such as http://127.0.0.1:4318/v1/traces"));
    }

    private Listening listening(Section section, int usualPort) {
        return new Listening(
                section.text("host", "127.0.0.1"),
                (int) section.whole("port", 0, 65535, usualPort),
                section.optionalSection("tls")
                        .map(tls -> new Listening.Tls(
                                folder.resolve(tls.text("certificate")),
                                folder.resolve(tls.text("key")),
                                tls.optionalText("client-authority").map(folder::resolve))));
    }

    private Upstream upstream(Section section) {
        Upstream usual = section.parsed(
                        "url",
                        "a URL of a model server such as http://127.0.0.1:8000, without a user, query or fragment",
                        url -> Upstream.at(URI.create(url)))
                .orElseThrow(() -> section.refusal(
                        "url", "is missing: say where the model server is, such as http://127.0.0.1:8000"));
        return new Upstream(
                usual.url(),
                positive(section, "connect-timeout", usual.connectTimeout()),
                positive(section, "silence", usual.silence()),
                (int) section.whole("connections", 1, 1_000_000, usual.connections()),
                (int) section.whole("waiting", 0, 1_000_000, usual.waiting()),
                section.optionalText("authority").map(folder::resolve));
    }

    private ServeSettings.Accounts accounts(Section section) {
        ServeSettings.Proof proof = switch (section.choice("by", Proof.API_KEY)) {
            case API_KEY -> new ServeSettings.Proof.ApiKey();
            case CLIENT_CERTIFICATE -> new ServeSettings.Proof.ClientCertificate();
            case TOKEN -> token(section.section("token"));
        };
        return new ServeSettings.Accounts(
                proof, section.optionalText("register").map(folder::resolve));
    }

    private ServeSettings.Proof token(Section section) {
        return new ServeSettings.Proof.Token(
                folder.resolve(section.text("keys")),
                new TokenAuthentication.Rules(
                        section.text("issuer"),
                        section.text("audience"),
                        section.text("account-claim", "sub"),
                        section.optionalText("organisation-claim")));
    }

    private static ProxyLimits limits(Section section) {
        ProxyLimits usual = ProxyLimits.DEFAULTS;
        return new ProxyLimits(
                bytes(section, "request", usual.requestBytes()),
                bytes(section, "inspected", usual.inspectedBytes()),
                bytes(section, "headers", usual.headerBytes()),
                bytes(section, "answer", usual.answerBytes()),
                bytes(section, "event", usual.eventBytes()),
                positive(section, "stall", usual.stall()),
                positive(section, "keep-alive", usual.keepAlive()));
    }

    private static int bytes(Section section, String key, int usual) {
        long bytes = section.byteSize(key, usual);
        if (bytes < 1024 || bytes > MOST_BYTES) {
            throw section.refusal(key, "is out of range: write 1KiB to 1GiB");
        }
        return (int) bytes;
    }

    private ServeSettings.Policy policy(Section section) {
        return new ServeSettings.Policy(
                section.optionalText("packs").map(folder::resolve),
                section.texts("trusted-keys").stream().map(folder::resolve).toList(),
                section.choice("unsigned", UnsignedPacks.REFUSE),
                positive(section, "refresh", Duration.ofSeconds(5)),
                section.optionalText("canary-key"));
    }

    private static ServeSettings.Cases cases(Section section) {
        EvidenceLimits usual = EvidenceLimits.DEFAULTS;
        return new ServeSettings.Cases(
                section.optionalText("store"),
                section.optionalText("evidence-key"),
                new EvidenceLimits(
                        (int) section.whole("evidence-per-account", 1, 1000, usual.perAccount()),
                        (int) section.whole("evidence-per-case", 1, 100_000, usual.perCase()),
                        usual.characters(),
                        positive(section, "evidence-kept", usual.retention()),
                        section.duration("evidence-kept-after-closing", usual.afterClosing())));
    }

    private ServeSettings.Admin admin(Section section) {
        Set<String> names = new HashSet<>();
        Set<String> tokens = new HashSet<>();
        List<AdminUser> users = new ArrayList<>();
        for (Section entry : section.sections("users")) {
            AdminUser user = user(entry);
            if (!names.add(user.name())) {
                throw entry.refusal("name", "stands for another user already: decisions would not tell them apart");
            }
            if (!tokens.add(user.tokenHash())) {
                throw entry.refusal("token-sha256", "is another user's already: give each a token of their own");
            }
            users.add(user);
        }
        return new ServeSettings.Admin(
                listening(section, 9464),
                users,
                (int) section.whole("requests-per-minute", 1, 100_000, 120),
                section.optionalText("banner"));
    }

    private static AdminUser user(Section section) {
        String hash = section.text("token-sha256").toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw section.refusal(
                    "token-sha256", "is not a SHA-256 in hex: write the output of `printf %s TOKEN | sha256sum`");
        }
        return new AdminUser(section.text("name"), section.choice("role", AdminUser.Role.class), hash);
    }
}
