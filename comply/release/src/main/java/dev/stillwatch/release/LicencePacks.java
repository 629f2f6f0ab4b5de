// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Packs of rules on releases, in all their versions. Immutable and thread-safe. */
public final class LicencePacks {
    private final PackSet frames;
    private final Map<String, LicencePack> byName;

    private LicencePacks(PackSet frames, Map<String, LicencePack> byName) {
        this.frames = frames;
        this.byName = Map.copyOf(byName);
    }

    /**
     * Packs given one by one.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if a version stands twice, or packs supersede each other in a circle
     */
    public static LicencePacks of(Collection<LicencePack> packs) {
        Map<String, LicencePack> byName = new HashMap<>();
        packs.forEach(pack -> byName.put(pack.frame().name(), pack));
        return new LicencePacks(
                PackSet.of(packs.stream().map(LicencePack::frame).toList()), byName);
    }

    /**
     * Every pack in a folder and the folders in it: files that end in {@code .yaml}.
     *
     * @param keys whose signatures count
     * @throws dev.stillwatch.exchange.StillwatchException naming the first pack that is refused, and why, or if there is none
     */
    public static LicencePacks load(Path folder, TrustedKeys keys, UnsignedPacks unsigned) {
        Map<String, LicencePack> byName = new HashMap<>();
        PackSet frames = PackSet.load(folder, keys, unsigned, (name, yaml) -> {
            LicencePack pack = LicencePack.parse(name, yaml);
            byName.put(pack.frame().name(), pack);
            return pack.frame();
        });
        return new LicencePacks(frames, byName);
    }

    /** All packs, by id and then in the order in which they became known. */
    public List<LicencePack> packs() {
        return frames.packs().stream().map(this::whole).toList();
    }

    /**
     * A pack and whether its rules apply.
     *
     * @param why it does not, in words; empty when it does
     */
    record Applicable(LicencePack pack, boolean applies, String why) {}

    /** Of each pack, the latest version known at a time, with whether it applies at another. */
    List<Applicable> at(Instant effectiveAt, Instant knownAt) {
        List<Applicable> applicable = new ArrayList<>();
        frames.at(effectiveAt, knownAt)
                .forEach(each -> applicable.add(new Applicable(whole(each.pack()), each.applies(), each.why())));
        return applicable;
    }

    private LicencePack whole(PolicyPack frame) {
        return Objects.requireNonNull(byName.get(frame.name()), "a frame has its pack");
    }
}
