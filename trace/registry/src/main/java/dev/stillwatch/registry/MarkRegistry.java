// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.registry.RegisteredMark.Origin;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Every mark that was ever served, in one sealed file.
 *
 * <p>Thread-safe, and safe beside other processes on one machine: each call reads the file anew, and changes are made one
 * after the other. Each call takes milliseconds, and memory for all marks.
 *
 * <p>All methods throw {@link StillwatchException} if the file or its key is damaged, missing where it is needed, or open
 * to others.
 */
public final class MarkRegistry {
    private final SealedFile file;
    private final InstantSource time;

    private MarkRegistry(SealedFile file, InstantSource time) {
        this.file = file;
        this.time = time;
    }

    /**
     * The registry in a file; both it and its key are made when the first mark is added.
     *
     * @param key the keyset that seals it; kept apart, it leaves the file worthless to a thief
     */
    public static MarkRegistry at(Path file, KeysetPlace key, InstantSource time) {
        return new MarkRegistry(new SealedFile(file, key), time);
    }

    /** All marks in the order they were added; none if there is no registry yet. */
    public List<RegisteredMark> marks() {
        return file.read().map(bytes -> RegistryContent.parse(bytes).marks()).orElse(List.of());
    }

    /**
     * The mark for a reply: that of the cohort, else of the tenant, else of everybody; of several the newest.
     *
     * @param model the model that answers; marks for another one are passed over
     */
    public Optional<RegisteredMark> serving(String model, String tenant, String cohort, Instant at) {
        return marks().stream()
                .filter(mark -> mark.servedAt(at))
                .filter(mark -> fits(mark.use().model(), model)
                        && fits(mark.use().tenant(), tenant)
                        && fits(mark.use().cohort(), cohort))
                .max(Comparator.comparing(
                                (RegisteredMark mark) -> !mark.use().cohort().isEmpty())
                        .thenComparing(mark -> !mark.use().tenant().isEmpty())
                        .thenComparing(mark -> !mark.use().model().isEmpty())
                        .thenComparing(RegisteredMark::from));
    }

    private static boolean fits(String wanted, String given) {
        return wanted.isEmpty() || wanted.equals(given);
    }

    /**
     * Adds a mark with a new key, derived from the registry's secret.
     *
     * @param label its name; must be new
     */
    public RegisteredMark add(String label, MarkUse use) {
        return change(label, content -> {
            MarkKey key = derivation(content.secret()).derive(label, use, 1);
            return mark(label, use, key, 1, Origin.DERIVED);
        });
    }

    /**
     * Adds a mark whose key was in use before.
     *
     * @param from when it began to be served
     */
    public RegisteredMark importKey(String label, MarkUse use, MarkKey key, Instant from) {
        use.scheme().keyed(key);
        return change(
                label,
                content -> new RegisteredMark(label, use, key, 1, Origin.IMPORTED, whole(from), Optional.empty()));
    }

    /**
     * Ends a mark, and begins the next of its line with a key of its own.
     *
     * @param label the mark that is served now
     * @return the new mark, whose label is the old one's with {@code #} and the number of the period
     */
    public RegisteredMark rotate(String label) {
        AtomicReference<RegisteredMark> made = new AtomicReference<>();
        file.update(bytes -> {
            RegistryContent content = bytes.map(RegistryContent::parse).orElseThrow(() -> unknown(label));
            RegisteredMark old = content.marks().stream()
                    .filter(mark -> mark.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> unknown(label));
            if (old.until().isPresent()) {
                throw new StillwatchException("mark " + label + " has ended; rotate the one that is served now");
            }
            int period = old.period() + 1;
            String line = label.contains("#") ? label.substring(0, label.lastIndexOf('#')) : label;
            String next = line + "#" + period;
            refuseKnown(content, next);
            RegisteredMark begun = mark(
                    next,
                    old.use(),
                    derivation(content.secret()).derive(next, old.use(), period),
                    period,
                    Origin.DERIVED);
            List<RegisteredMark> marks = new ArrayList<>(content.marks());
            marks.set(marks.indexOf(old), old.endedAt(begun.from()));
            marks.add(begun);
            made.set(begun);
            return Optional.of(new RegistryContent(content.secret(), marks).toJson());
        });
        return made.get();
    }

    private RegisteredMark change(String label, Function<RegistryContent, RegisteredMark> make) {
        if (!label.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._/-]{0,99}")) {
            throw new StillwatchException("a label has up to 100 letters, digits, dots, dashes and slashes, and begins"
                    + " with a letter or digit; choose another");
        }
        AtomicReference<RegisteredMark> made = new AtomicReference<>();
        file.update(bytes -> {
            RegistryContent content =
                    bytes.map(RegistryContent::parse).orElseGet(() -> new RegistryContent(freshSecret(), List.of()));
            refuseKnown(content, label);
            RegisteredMark mark = make.apply(content);
            List<RegisteredMark> marks = new ArrayList<>(content.marks());
            marks.add(mark);
            made.set(mark);
            return Optional.of(new RegistryContent(content.secret(), marks).toJson());
        });
        return made.get();
    }

    private RegisteredMark mark(String label, MarkUse use, MarkKey key, int period, Origin origin) {
        return new RegisteredMark(label, use, key, period, origin, whole(time.instant()), Optional.empty());
    }

    private static Instant whole(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void refuseKnown(RegistryContent content, String label) {
        if (content.labels().contains(label)) {
            throw new StillwatchException("the registry has a mark " + label + " already; choose another label");
        }
    }

    private static StillwatchException unknown(String label) {
        return new StillwatchException("the registry has no mark " + label + "; list them to see its labels");
    }

    private static String freshSecret() {
        try {
            PrfConfig.register();
            return TinkJsonProtoKeysetFormat.serializeKeyset(
                    KeysetHandle.generateNew(PredefinedPrfParameters.HKDF_SHA256, RegistryConfiguration.get()),
                    RegistryConfiguration.get(),
                    InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("no secret for new keys could be made; nothing was changed");
        }
    }

    private static KeyDerivation derivation(String secret) {
        try {
            PrfConfig.register();
            return new KeyDerivation(TinkJsonProtoKeysetFormat.parseKeyset(
                            secret, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), PrfSet.class));
        } catch (GeneralSecurityException _) {
            throw new StillwatchException("the registry's secret for new keys is damaged; restore it from a copy");
        }
    }
}
