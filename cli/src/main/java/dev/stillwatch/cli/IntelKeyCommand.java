// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.intel.SharingKeyRing;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch intel key}: the consortium's keys. */
@Command(
        name = "key",
        header = "Keeps the consortium's keys, under which identifiers become tokens.",
        description = {
            "Members share a key by a way other than this one. Whoever has it can try identifiers against all tokens.",
            "To change it: one member makes a new one and hands it on; when all have imported it, each uses it; when no"
                    + " tokens under the old one are left, each drops that."
        },
        footer = {
            "  stillwatch intel key new forum-2026a --store sharing.db",
            "  stillwatch intel key export forum-2026a --out forum-2026a.key --store sharing.db",
            "  stillwatch intel key import forum-2026a.key --store sharing.db",
            "  stillwatch intel key use forum-2026a --store sharing.db",
            "  stillwatch intel key drop forum-2025b --store sharing.db",
            "  stillwatch intel key list --store sharing.db"
        })
final class IntelKeyCommand extends CommandGroup {
    /** What is printed: never the keys themselves. */
    record Keys(List<SharingKeyRing.Held> keys) {
        Keys {
            keys = List.copyOf(keys);
        }
    }

    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        return new CommandLine(new IntelKeyCommand())
                .addSubcommand("new", new IntelKeyNewCommand(terminal))
                .addSubcommand("import", new IntelKeyImportCommand(terminal))
                .addSubcommand("export", new IntelKeyExportCommand(terminal))
                .addSubcommand("use", new IntelKeyUseCommand(terminal))
                .addSubcommand("drop", new IntelKeyDropCommand(terminal))
                .addSubcommand("list", new IntelKeyListCommand(terminal));
    }

    static String text(SharingKeyRing.Held key) {
        return "key " + key.id() + ", here since " + key.added()
                + (key.current() ? ", makes new tokens\n" : ", recognised\n");
    }
}
