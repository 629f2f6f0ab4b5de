// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.gateway.TokenAuthentication;
import dev.stillwatch.gateway.Upstream;
import dev.stillwatch.live.JournalSettings;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
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

    /** What is kept on from the proof of identity. */
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
        ProxyLimits limits =
                root.optionalSection("limits").map(ServeSettingsReader::limits).orElse(usual.limits());
        boolean passUnknownPaths = root.choice("unknown-paths", UnknownPaths.REFUSE) == UnknownPaths.PASS;
        return new ServeSettings(
                root.optionalSection("listen").map(s -> listening(s, 8080)).orElse(usual.listening()),
                upstream(root.section("upstream")),
                root.optionalSection("accounts").map(this::accounts).orElse(usual.accounts()),
                limits,
                root.has("trusted-proxies") ? Set.copyOf(root.texts("trusted-proxies")) : Set.of(),
                root.choice("when-blind", FailureMode.class),
                passUnknownPaths,
                root.flag("seal-reasoning", false),
                root.optionalText("state").map(folder::resolve).orElse(usual.state()),
                root.optionalSection("detection")
                        .map(ServeSettingsReader::detection)
                        .orElse(usual.detection()),
                root.optionalSection("policy").map(this::policy).orElse(usual.policy()),
                root.optionalSection("cases").map(ServeSettingsReader::cases).orElse(usual.cases()),
                root.optionalSection("admin").map(this::admin).orElse(usual.admin()),
                new DoorSettingsReader(folder, limits, passUnknownPaths, this::listening).read(root),
                root.duration("drain", usual.drain()));
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
        Optional<URI> url = section.parsed("url", "a URL such as http://127.0.0.1:8000", URI::create);
        Upstream usual = Upstream.at(url.orElseThrow(() -> section.refusal(
                "url", "is missing: say where the model" + " server is, such as http://127.0.0.1:8000")));
        return new Upstream(
                usual.url(),
                section.duration("connect-timeout", usual.connectTimeout()),
                section.duration("silence", usual.silence()),
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
                section.duration("stall", usual.stall()),
                section.duration("keep-alive", usual.keepAlive()));
    }

    private static int bytes(Section section, String key, int usual) {
        long bytes = section.byteSize(key, usual);
        if (bytes < 1024 || bytes > MOST_BYTES) {
            throw section.refusal(key, "is out of range: write 1KiB to 1GiB");
        }
        return (int) bytes;
    }

    private static ServeSettings.Detection detection(Section section) {
        LiveSettings usual = LiveSettings.DEFAULTS;
        LiveSettings live = new LiveSettings(
                section.duration("keep", usual.keep()),
                section.duration("recognise", usual.recognise()),
                usual.mostRecognised(),
                usual.mostAhead(),
                section.duration("assess-every", usual.assessEvery()),
                section.duration("longest-assessment", usual.longestAssessment()),
                section.duration("checkpoint-every", usual.checkpointEvery()),
                section.duration("journal", usual.retainJournal()),
                section.duration("lagging-after", usual.laggingAfter()),
                usual.retryAfter());
        Duration benignFor = section.duration("benign-for", ConfirmedBenign.USUALLY_LASTING);
        if (!benignFor.isPositive()) {
            throw section.refusal("benign-for", "is not longer than zero: write a duration such as 180d");
        }
        return new ServeSettings.Detection(
                live,
                JournalSettings.DEFAULTS,
                new Probability(section.number("fpr", 0.00001, 0.05, 0.001)),
                benignFor);
    }

    private ServeSettings.Policy policy(Section section) {
        return new ServeSettings.Policy(
                section.optionalText("packs").map(folder::resolve),
                section.has("trusted-keys")
                        ? section.texts("trusted-keys").stream()
                                .map(folder::resolve)
                                .toList()
                        : List.of(),
                section.choice("unsigned", UnsignedPacks.REFUSE),
                section.duration("refresh", Duration.ofSeconds(5)));
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
                        section.duration("evidence-kept", usual.retention()),
                        section.duration("evidence-kept-after-closing", usual.afterClosing())));
    }

    private ServeSettings.Admin admin(Section section) {
        return new ServeSettings.Admin(
                listening(section, 9464),
                section.has("users")
                        ? section.sections("users").stream()
                                .map(ServeSettingsReader::user)
                                .toList()
                        : List.of(),
                (int) section.whole("requests-per-minute", 1, 100_000, 120));
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
