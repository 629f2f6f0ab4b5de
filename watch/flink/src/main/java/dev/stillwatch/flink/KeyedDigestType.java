// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink to write digests by {@link KeyedDigestSerializer}. */
final class KeyedDigestType extends TypeInformation<KeyedDigest> {
    static final KeyedDigestType INSTANCE = new KeyedDigestType();

    private static final long serialVersionUID = 1;

    private KeyedDigestType() {}

    /** Gives the type wherever Flink asks for it by its class. */
    public static final class Factory extends TypeInfoFactory<KeyedDigest> {
        @Override
        public TypeInformation<KeyedDigest> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
            return INSTANCE;
        }
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<KeyedDigest> getTypeClass() {
        return KeyedDigest.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<KeyedDigest> createSerializer(SerializerConfig config) {
        return KeyedDigestSerializer.INSTANCE;
    }

    @Override
    public String toString() {
        return "KeyedDigest";
    }

    @Override
    public boolean equals(Object other) {
        return canEqual(other);
    }

    @Override
    public int hashCode() {
        return KeyedDigestType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof KeyedDigestType;
    }
}
