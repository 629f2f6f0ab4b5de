// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import com.microsoft.playwright.Page;
import java.nio.file.Path;

/** Keeps what pages look like under {@code target/pictures}, for people to look at. */
final class Pictures {
    private Pictures() {}

    static void keep(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/pictures", name + ".png")));
    }
}
