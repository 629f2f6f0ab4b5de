// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
    private final Html html = new Html();

    @Test
    void leaf_markupInTextAndAttribute_escaped() {
        html.leaf("p", "</p><script>x</script>&'", "title", "\" onclick=\"x");

        assertThat(html.toString())
                .contains("<p title=\"&quot; onclick=&quot;x\">&lt;/p&gt;&lt;script&gt;x&lt;/script&gt;&amp;&#39;</p>");
    }

    @Test
    void name_rightToLeftOverride_visibleAndIsolated() {
        assertThat(html.name("abc\u202Egpj.exe", 40).toString()).contains("<bdi>abc\\u202egpj.exe</bdi>");
    }

    @ParameterizedTest
    @CsvSource({
        "onclick, x", "onload, x", "style, color:red", "href, https://example.org", "href, javascript:x",
        "src, data:text/html", "href, //example.org", "href, ../secret.csv", "bad name, x", "a>b, x"
    })
    void attribute_handlerStyleOrOutsideReference_refused(String name, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> html.leaf("a", "text", name, value));
    }

    @Test
    void resource_thatCouldEndItsElement_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> html.resource("script", "'</script>'"));
        assertThatIllegalArgumentException().isThrownBy(() -> html.resource("p", "text"));
    }

    @Test
    void toString_elementLeftOpen_refused() {
        html.in("p");

        assertThatIllegalStateException().isThrownBy(html::toString);
    }

    @Test
    void close_outOfOrder_refused() {
        Html.Scope outer = html.in("div");
        html.in("p");

        assertThatIllegalStateException().isThrownBy(outer::close);
    }
}
