// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The fonts that documents carry, so that they look the same everywhere. Thread-safe. */
final class PdfFonts {
    private static final String FAMILY = "Liberation Sans";

    static final PdfFonts LOADED = new PdfFonts();

    private final byte[] regular = read("LiberationSans-Regular.ttf");
    private final byte[] bold = read("LiberationSans-Bold.ttf");
    private final byte[] italic = read("LiberationSans-Italic.ttf");
    private final Font letters;

    private PdfFonts() {
        try {
            letters = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(regular));
        } catch (FontFormatException e) {
            throw new IllegalStateException("a font in the jar is damaged", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream in = PdfFonts.class.getResourceAsStream("/liberation/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a text can be written. */
    boolean hold(String text) {
        return text.codePoints().allMatch(c -> Character.isISOControl(c) || letters.canDisplay(c));
    }

    void addTo(PdfRendererBuilder builder) {
        builder.useFont(() -> new ByteArrayInputStream(regular), FAMILY, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(bold), FAMILY, 700, FontStyle.NORMAL, true);
        builder.useFont(() -> new ByteArrayInputStream(italic), FAMILY, 400, FontStyle.ITALIC, true);
    }
}
