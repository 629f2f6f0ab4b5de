// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.console.AdminUser.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The requests that docs/api.md shows are answered as it shows. */
class ApiGuideTest {
    private static final Path GUIDE = Path.of("..", "..", "docs", "api.md");
    private static final Pattern EXAMPLE = Pattern.compile("```sh\n(.*?)```\n```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REQUEST =
            Pattern.compile("Bearer \\$([A-Z]+)\" \"\\$API([^\"]+)\"(?:[ \\\\\n]+-d '([^']*)')?");

    @Test
    void guide_showsRealAnswers(@TempDir Path folder) throws IOException {
        try (TestConsole console = new TestConsole(folder)) {
            ApiSample.in(console);
            Matcher examples = EXAMPLE.matcher(Files.readString(GUIDE));
            int shown = 0;
            while (examples.find()) {
                Matcher request = REQUEST.matcher(examples.group(1));
                assertThat(request.find()).as(examples.group(1)).isTrue();
                Program program = Program.of(console, Role.valueOf(request.group(1)));
                Program.Answer answer = request.group(3) == null
                        ? program.get(request.group(2))
                        : program.post(request.group(2), request.group(3));
                assertThat(answer.json()).as(examples.group(1)).isEqualTo(new JsonMapper().readTree(examples.group(2)));
                shown++;
            }
            assertThat(shown).isGreaterThan(5);
        }
    }
}
