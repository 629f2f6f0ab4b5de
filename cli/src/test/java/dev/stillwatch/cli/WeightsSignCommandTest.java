// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weights sign} and {@code weights verify}, from outside. */
class WeightsSignCommandTest {
    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path signature = Path.of("");
    private Path secret = Path.of("");
    private Path known = Path.of("");

    @BeforeEach
    void makeModelAndKeys() throws Exception {
        model = Files.createDirectories(folder.resolve("model"));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("model.safetensors"), "w".repeat(1000));
        signature = folder.resolve("model.sig");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        secret = pem("publisher.key", "PRIVATE KEY", pair.getPrivate().getEncoded());
        known = pem("publisher.pub", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private Path pem(String name, String label, byte[] der) throws Exception {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
    }

    private Command sign(Object... more) {
        return Command.run(
                Stream.concat(Stream.of("weights", "sign", model, "--key", secret, "--out", signature), Stream.of(more))
                        .toArray());
    }

    private Command verify(Object... more) {
        return Command.run(Stream.concat(
                        Stream.of("weights", "verify", model, "--signature", signature, "--public-key", known),
                        Stream.of(more))
                .toArray());
    }

    @Test
    void verify_signedModel_exitsWithZero() {
        Command signed = sign();
        Command verified = verify();

        assertThat(signed.status()).as(signed.err()).isZero();
        assertThat(signed.out()).contains("signed 2 files of " + model, "key ");
        assertThat(verified.status()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("verified: 2 files", "not covered: .git");
    }

    @Test
    void verify_changedModel_exitsWithThreeAndNamesFiles() throws Exception {
        sign();
        Files.writeString(model.resolve("config.json"), "{\"trust_remote_code\":true}");
        Files.writeString(model.resolve("evil\n.py"), "x");
        Files.delete(model.resolve("model.safetensors"));

        Command text = verify();
        Command json = verify("--format", "json");

        assertThat(text.status()).isEqualTo(3);
        assertThat(text.out())
                .contains(
                        "NOT as signed", "changed: config.json\n", "missing: model.safetensors\n", "extra: evil?.py\n");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out())
                .isEqualTo("{\"result\":\"differs\",\"model\":\"model\",\"changed\":[\"config.json\"],"
                        + "\"missing\":[\"model.safetensors\"],\"extra\":[\"evil\\n.py\"]}\n");
    }

    @Test
    void verify_forgedSignature_exitsWithThree() throws Exception {
        sign();
        String json = Files.readString(signature);
        int payload = json.indexOf("\"payload\":\"") + 30;
        Files.writeString(signature, json.substring(0, payload) + "AAAA" + json.substring(payload + 4));

        Command verified = verify("--format", "json");

        assertThat(verified.status()).isEqualTo(3);
        assertThat(verified.out()).contains("\"result\":\"not-of-this-key\"").doesNotContain("config.json");
    }

    @Test
    void keygen_makesKeysThatSignAndVerify() throws Exception {
        Command made = Command.run("weights", "keygen", folder.resolve("team"));
        Command again = Command.run("weights", "keygen", folder.resolve("team"));
        secret = folder.resolve("team.key");
        known = folder.resolve("team.pub");

        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).contains("team.key", "team.pub").doesNotContain("PRIVATE");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("exists already");
        assertThat(sign().status()).isZero();
        assertThat(verify().status()).isZero();
    }

    @Test
    void sign_wrongKey_saysWhatToDoAndWritesNothing() throws Exception {
        Command wrong = Command.run("weights", "sign", model, "--key", known, "--out", signature);

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("publisher.pub", "needs the private one");
        assertThat(signature).doesNotExist();
        assertThat(sign("--ignore-paths", model.resolve("config.json")).out()).contains("signed 1 file of");
    }

    @Test
    void signAndVerify_neverShowTheKey() throws Exception {
        String secretLine = Files.readAllLines(secret).get(1).substring(0, 40);
        Command signed = sign("--format", "json");
        Command verified = verify("--format", "json");

        for (Command command : new Command[] {signed, verified}) {
            assertThat(command.out() + command.err()).doesNotContain(secretLine);
        }
        assertThat(Files.readString(signature)).doesNotContain(secretLine);
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }
}
