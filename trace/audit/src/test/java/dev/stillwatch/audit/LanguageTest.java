// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|You can do this with a small loop, and it is the way that most people use.",
                "de|Das ist nicht der Weg, den die meisten mit dem Auto auf der Straße nehmen.",
                "fr|Vous pouvez le faire avec une boucle, et c'est la méthode que les gens préfèrent pour des listes.",
                "es|Los niños juegan con una pelota en el parque para que se diviertan más.",
                "pt|Você não pode fazer isso com uma lista, mas os outros são mais simples.",
                "it|Il gatto che dorme sulla sedia non è della signora, ma di una vicina.",
                "nl|Het is niet dat je een fiets hebt, maar dat ze op de stoep staat.",
                "ru|Это очень простой пример текста на русском языке.",
                "zh|这是一个非常简单的例子，没有什么特别的。",
                "ja|これはとても簡単な例です。漢字もあります。",
                "ko|이것은 아주 간단한 예입니다.",
                "ar|هذا مثال بسيط جدا للنص باللغة العربية",
                "hi|यह हिन्दी में एक बहुत ही सरल उदाहरण है",
                "code|for (int i = 0; i < n; i++) { sum += a[i]; if (sum > 3) { f(x); } }",
                "pt|OS GATOS, E TAMB\u00c9M OS C\u00c3ES, N\u00c3O V\u00caM.",
                "other|\u0130l che \u0130l \u212Bn \u6f22abc",
                "other|42",
                "other|''"
            })
    void of_text_isItsLanguage(String language, String text) {
        assertThat(Language.of(text)).isEqualTo(language);
    }
}
