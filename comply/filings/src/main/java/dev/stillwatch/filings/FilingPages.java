// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.stillwatch.exchange.StillwatchException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A filing as HTML, PDF and JSON. All three say the same; the public version of none holds what is withheld. */
public final class FilingPages {
    private static final String STYLE = """
            @page { size: A4; margin: 22mm 20mm; @bottom-right { content: counter(page) " / " counter(pages); font-family: 'Liberation Sans'; font-size: 9pt; } }
            body { font-family: 'Liberation Sans', sans-serif; font-size: 10.5pt; line-height: 1.4; color: #111; }
            h1 { font-size: 16pt; margin: 0 0 2mm 0; }
            p.mark { font-weight: bold; letter-spacing: 0.05em; margin: 0 0 6mm 0; }
            table { width: 100%; border-collapse: collapse; margin: 0 0 6mm 0; }
            th { text-align: left; width: 34%; font-weight: normal; color: #444; }
            th, td { vertical-align: top; padding: 1.6mm 2mm; border-bottom: 0.3pt solid #bbb; }
            td.withheld { color: #555; font-style: italic; }
            """;

    static {
        // It would tell how it reads each page, on the standard error stream.
        XRLog.setLoggingEnabled(false);
    }

    private FilingPages() {}

    /** A page of XHTML, complete in itself. */
    public static String html(Filing filing, Filing.Version version) {
        StringBuilder page = new StringBuilder(4_000)
                .append(
                        "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><meta charset=\"utf-8\"/><title>")
                .append(escaped(filing.obligation().form()))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(capital(filing.obligation().form())))
                .append("</h1>\n<p class=\"mark\">")
                .append(mark(version))
                .append("</p>\n<table>\n");
        Obligation obligation = filing.obligation();
        row(page, "To", obligation.recipient(), false);
        row(page, "Filed by", filing.filer(), false);
        row(
                page,
                "Under",
                obligation.rule() + " (" + words(obligation.standing().name()) + "), rules of " + filing.rules(),
                false);
        row(page, "About", obligation.subject(), false);
        row(page, "Follows from", words(obligation.event().name()) + " at " + obligation.anchor(), false);
        row(page, "Due", obligation.due().toString(), false);
        row(page, "Made", filing.made().toString(), false);
        page.append("</table>\n<table>\n");
        for (Filing.Field field : filing.fields()) {
            String shown = field.shown(version);
            row(page, field.name(), shown, shown.equals(Filing.Field.WITHHELD));
        }
        return page.append("</table>\n</body></html>\n").toString();
    }

    private static String mark(Filing.Version version) {
        return switch (version) {
            case CONFIDENTIAL -> "CONTAINS BUSINESS CONFIDENTIAL INFORMATION";
            case PUBLIC -> "PUBLIC VERSION";
        };
    }

    private static void row(StringBuilder page, String name, String value, boolean withheld) {
        page.append("<tr><th scope=\"row\">")
                .append(escaped(name))
                .append(withheld ? "</th><td class=\"withheld\">" : "</th><td>")
                .append(escaped(value).replace("\n", "<br/>"))
                .append("</td></tr>\n");
    }

    private static String words(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** Also leaves out characters that XML cannot hold. */
    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> {
                    boolean held = c == '\n'
                            || c == '\t'
                            || (c >= 0x20 && c < 0xD800)
                            || (c >= 0xE000 && c < 0xFFFE)
                            || c >= 0x10000;
                    safe.appendCodePoint(held ? c : 0xFFFD);
                }
            }
        });
        return safe.toString();
    }

    /**
     * A document of one page or more, PDF/A-2b, with its fonts in it: Latin, Greek and Cyrillic letters.
     *
     * @throws StillwatchException if something is written in other letters; names the field
     */
    public static byte[] pdf(Filing filing, Filing.Version version) {
        PdfFonts fonts = PdfFonts.LOADED;
        for (Filing.Field field : filing.fields()) {
            if (!fonts.hold(field.name()) || !fonts.hold(field.shown(version))) {
                throw new StillwatchException("the PDF's fonts lack letters of the field '" + field.name()
                        + "'; write it in Latin letters too, or hand in HTML");
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_2_B);
            fonts.addTo(builder);
            builder.withHtmlContent(html(filing, version), null);
            builder.withProducer("Stillwatch");
            builder.toStream(out);
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One JSON object. */
    public static String json(Filing filing, Filing.Version version) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", words(version.name()));
        all.put("filer", filing.filer());
        all.put("rules", filing.rules());
        all.put("made", filing.made());
        all.put("obligation", filing.obligation());
        Map<String, String> fields = new LinkedHashMap<>();
        filing.fields().forEach(field -> fields.put(field.name(), field.shown(version)));
        all.put("fields", fields);
        return FilingJson.write(all);
    }
}
