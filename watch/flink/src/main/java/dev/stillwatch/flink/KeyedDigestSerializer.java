// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes digests on their way to their accounts: the account, eight bytes of time, the digest after its length.
 *
 * <p>Flink's own way with records asks each field of each for itself and for whether it is null. Immutable, so that nothing is
 * copied.
 */
final class KeyedDigestSerializer extends TypeSerializerSingleton<KeyedDigest> {
    static final KeyedDigestSerializer INSTANCE = new KeyedDigestSerializer();

    private static final long serialVersionUID = 1;
    private static final KeyedDigest NOTHING = new KeyedDigest("", 0, new byte[0]);

    @Override
    public void serialize(KeyedDigest digest, DataOutputView target) throws IOException {
        StringValue.writeString(digest.account(), target);
        target.writeLong(digest.timeMillis());
        target.writeInt(digest.digest().length);
        target.write(digest.digest());
    }

    @Override
    public KeyedDigest deserialize(DataInputView source) throws IOException {
        String account = StringValue.readString(source);
        long time = source.readLong();
        byte[] digest = new byte[source.readInt()];
        source.readFully(digest);
        return new KeyedDigest(account, time, digest);
    }

    @Override
    public KeyedDigest deserialize(KeyedDigest reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public KeyedDigest copy(KeyedDigest from) {
        return from;
    }

    @Override
    public KeyedDigest copy(KeyedDigest from, KeyedDigest reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public KeyedDigest createInstance() {
        return NOTHING;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<KeyedDigest> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Says by which serializer something was written; Flink makes it by its public constructor. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KeyedDigest> {
        /** Made by Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
