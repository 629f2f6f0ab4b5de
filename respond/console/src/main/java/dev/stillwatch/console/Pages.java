// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

/**
 * Where one is in a list too long for a page.
 *
 * @param number from 1
 * @param last number of the last page, from 1
 * @param path what the page's number is added to, such as {@code /console/policy?page=}
 */
record Pages(int number, int last, int each, String path) {
    /** The page asked for, or the last where there are not so many. */
    static Pages of(int asked, long items, int each, String path) {
        int last = Math.clamp((items + each - 1) / each, 1, Integer.MAX_VALUE);
        return new Pages(Math.min(asked, last), last, each, path);
    }

    /** Index of the first item on the page. */
    int from() {
        return (number - 1) * each;
    }

    boolean needed() {
        return last > 1;
    }
}
