// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells whether two names mean the same model.
 *
 * <p>Providers serve one model under many names: {@code openai/m-large}, {@code m-large-2026-01-01}, {@code
 * m-large-latest}, {@code m-large:free}, {@code us.vendor.m-large-20260101-v1:0}, and its fine-tunes as {@code
 * ft:m-large:…}. A directive that covered only one of them would be evaded by writing another. {@code m-large-mini} and
 * {@code m-large-2} are other models.
 */
final class ModelNames {
    private static final Pattern FINE_TUNE = Pattern.compile("^(ft|ft-[^:]*):");
    private static final Pattern VENDOR = Pattern.compile("^([a-z-]+\\.){1,3}(?=[a-z])");
    private static final Pattern TAG = Pattern.compile("[:@].*$");
    private static final Pattern REVISION = Pattern.compile("-v\\d+$");
    private static final Pattern DATE = Pattern.compile("-(latest|\\d{4}-\\d{2}-\\d{2}|\\d{8}|\\d{6}|\\d{3,4})$");

    private ModelNames() {}

    /**
     * Whether {@code asked} is {@code named}, a dated or tagged version of it, or a fine-tune of one; or several names
     * with commas between them, as LiteLLM takes them, of which one is.
     */
    static boolean covers(String named, String asked) {
        return Arrays.stream(asked.split(",", -1)).anyMatch(one -> coversOne(named, one));
    }

    private static boolean coversOne(String named, String asked) {
        String wanted = canonical(named);
        String name = canonical(asked);
        if (wanted.isEmpty() || name.equals(wanted)) {
            return !wanted.isEmpty();
        }
        // One layer at a time, since the directive may itself name a tag or a date.
        for (Pattern layer : new Pattern[] {FINE_TUNE, VENDOR, TAG, REVISION, DATE}) {
            name = layer.matcher(name).replaceFirst("");
            if (name.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String canonical(String model) {
        String name = model.strip().toLowerCase(Locale.ROOT);
        // A fine-tune's own name, after the colons, may hold slashes; an ARN's colons come before its last one.
        int colon = name.startsWith("arn:") ? -1 : name.indexOf(':');
        return name.substring(name.lastIndexOf('/', colon < 0 ? name.length() : colon) + 1);
    }
}
