// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests between tasks: none is changed on the way, whatever its account is called. */
class KeyedDigestSerializerTest {
    static Stream<KeyedDigest> digests() {
        return Stream.of(
                new KeyedDigest("a", 0, new byte[] {1, 2, 3}),
                new KeyedDigest("", Long.MIN_VALUE, new byte[0]),
                new KeyedDigest("Größe 中 😀", -1, new byte[300]),
                new KeyedDigest("half a character \uD83D", Long.MAX_VALUE, new byte[] {-128}),
                new KeyedDigest("long".repeat(50_000), 7, new byte[100_000]));
    }

    private static TypeSerializer<KeyedDigest> asFlinkFindsIt() throws IOException, ClassNotFoundException {
        TypeInformation<KeyedDigest> found = TypeInformation.of(KeyedDigest.class);
        return InstantiationUtil.clone(found.createSerializer(new SerializerConfigImpl()));
    }

    @ParameterizedTest
    @MethodSource("digests")
    void deserialize_whatWasSerialized_isTheSameAndNothingMore(KeyedDigest digest) throws Exception {
        TypeSerializer<KeyedDigest> serializer = asFlinkFindsIt();
        DataOutputSerializer written = new DataOutputSerializer(16);
        serializer.serialize(digest, written);
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(new DataInputDeserializer(written.getCopyOfBuffer()), copied);
        copied.writeByte(99);

        DataInputDeserializer input = new DataInputDeserializer(copied.getCopyOfBuffer());

        assertThat(serializer.deserialize(input)).usingRecursiveComparison().isEqualTo(digest);
        assertThat(input.readByte()).isEqualTo((byte) 99);
    }

    @Test
    void createSerializer_ofTheClass_isItsOwnAndKnownAgainAfterARestart() throws Exception {
        TypeSerializer<KeyedDigest> serializer = asFlinkFindsIt();

        assertThat(serializer).isInstanceOf(KeyedDigestSerializer.class);
        assertThat(serializer.snapshotConfiguration().restoreSerializer()).isInstanceOf(KeyedDigestSerializer.class);
    }
}
