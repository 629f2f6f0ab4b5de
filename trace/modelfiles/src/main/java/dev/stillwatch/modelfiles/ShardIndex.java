// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code model.safetensors.index.json}: which shard holds which tensor. */
final class ShardIndex {
    private ShardIndex() {}

    static Map<String, Path> read(Path folder, Path index) {
        Map<String, Path> places = new LinkedHashMap<>();
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.map(index, arena);
            if (file.bytes().byteSize() > JsonHeader.MOST_BYTES) {
                throw Malformed.file(index, "has more than " + JsonHeader.MOST_BYTES + " bytes");
            }
            JsonHeader.read(index, file.bytes(), p -> {
                while (p.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean map = p.currentName().equals("weight_map");
                    p.nextToken();
                    if (map) {
                        readMap(folder, index, p, places);
                    } else {
                        p.skipChildren();
                    }
                }
            });
        }
        if (places.isEmpty()) {
            throw Malformed.file(index, "has no weight_map, or an empty one");
        }
        return places;
    }

    private static void readMap(Path folder, Path index, JsonParser p, Map<String, Path> places) {
        if (p.currentToken() != JsonToken.START_OBJECT) {
            throw Malformed.file(index, "its weight_map is no object");
        }
        Map<String, Path> shards = new LinkedHashMap<>();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = Names.checked(index, p.currentName());
            if (p.nextToken() != JsonToken.VALUE_STRING || places.size() == WeightFile.MOST_TENSORS) {
                throw Malformed.tensor(index, name, "has no file name, or is one of too many");
            }
            places.put(name, shards.computeIfAbsent(p.getString(), shard -> inFolder(folder, index, name, shard)));
        }
    }

    private static Path inFolder(Path folder, Path index, String tensor, String shard) {
        boolean plain = shard.length() <= 255
                && shard.endsWith(".safetensors")
                && shard.codePoints().allMatch(c -> Names.isPlain(c) && c != '/' && c != '\\' && c != ':');
        if (!plain) {
            throw Malformed.tensor(index, tensor, "is said to be in a file that is none of this folder");
        }
        return Links.inside(folder, folder.resolve(shard));
    }
}
