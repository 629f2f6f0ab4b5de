// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as its jar says. */
final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"stillwatch " + version(), "Java " + Runtime.version()};
    }

    /** The version number, or {@code development} where the classes do not come from a jar. */
    static String version() {
        return Objects.requireNonNullElse(BuildVersion.class.getPackage().getImplementationVersion(), "development");
    }
}
