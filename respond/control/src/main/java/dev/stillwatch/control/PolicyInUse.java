// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.policy.PackFolder;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.TrustedKeys;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Packs and the register of accounts as they are in use, and directives in line with both. Thread-safe. */
final class PolicyInUse {
    private final ServeSettings settings;
    private final AccountRegister register;
    private final DirectiveDesk directives;
    private final ActionFollower follower;
    private final Notices notices;
    private final Optional<PackFolder> folder;
    private volatile String refused = "";

    PolicyInUse(
            ServeSettings settings,
            AccountRegister register,
            DirectiveDesk directives,
            ActionFollower follower,
            InstantSource clock,
            Notices notices) {
        this.settings = settings;
        this.register = register;
        this.directives = directives;
        this.follower = follower;
        this.notices = notices;
        this.folder = settings.policy().packs().map(path -> open(path, settings.policy(), clock));
    }

    private static PackFolder open(Path folder, ServeSettings.Policy policy, InstantSource clock) {
        return PackFolder.open(
                folder,
                policy.trustedKeys().isEmpty() ? TrustedKeys.NONE : TrustedKeys.read(policy.trustedKeys()),
                policy.unsigned(),
                clock,
                policy.refresh());
    }

    PackSet packs() {
        return folder.map(PackFolder::current).orElse(PackSet.EMPTY);
    }

    /** Why the packs' folder as it is now is not used; empty while it is. */
    Optional<String> refusal() {
        return Optional.of(refused).filter(why -> !why.isEmpty());
    }

    /** Brings directives in line with the packs. */
    void reconcile() {
        directives.reconcile(packs());
    }

    /** Looks at packs and register anew, and brings directives in line. */
    synchronized void refresh() {
        boolean changed = newRegister();
        if (folder.isPresent()) {
            switch (folder.get().refresh()) {
                case PackFolder.Refresh.Changed(PackSet _, List<String> added, List<String> removed) -> {
                    changed = true;
                    refused = "";
                    notices.noticed("Policy: " + added.size() + " packs new, " + removed.size() + " gone.");
                }
                case PackFolder.Refresh.Refused(String message) -> {
                    if (!message.equals(refused)) {
                        refused = message;
                        notices.alarmed("The changed policy is refused, the former stays: " + message);
                    }
                }
                case PackFolder.Refresh.Unchanged() -> refused = "";
            }
        }
        if (changed || directives.due(packs())) {
            directives.reconcile(packs());
            follower.take();
        }
    }

    private boolean newRegister() {
        Optional<Path> file = settings.accounts().register();
        boolean changed = file.isPresent() && register.refresh(file.get());
        if (changed) {
            notices.noticed(
                    "The register of accounts has changed: " + register.all().size() + " accounts.");
        }
        return changed;
    }
}
