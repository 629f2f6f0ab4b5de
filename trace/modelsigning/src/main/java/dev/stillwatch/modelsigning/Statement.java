// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is signed: the model's name, a hash of each file, and how the files were chosen. Immutable.
 *
 * @param modelName the last part of the model's path; for people only
 * @param followsLinks whether files were also read through symbolic links
 * @param ignored paths within the model that were left out, with all beneath them
 * @param files in the order in which the hash of the whole takes them in
 */
record Statement(String modelName, boolean followsLinks, List<String> ignored, List<FileDigest> files) {
    private static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";
    private static final String EARLY_PREDICATE_TYPE = "https://model_signing/Digests/v0.1";
    private static final String SHA256 = "sha256";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    Statement {
        ignored = List.copyOf(ignored);
        files = List.copyOf(files);
    }

    /** The SHA-256 over the files' hashes, which stands for the whole model in other documents. */
    String rootSha256() {
        return FileHashing.root(files);
    }

    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        root.put("_type", STATEMENT_TYPE);
        ObjectNode subject = root.putArray("subject").addObject();
        subject.put("name", modelName);
        subject.putObject("digest").put(SHA256, rootSha256());
        root.put("predicateType", PREDICATE_TYPE);
        ObjectNode predicate = root.putObject("predicate");
        ObjectNode serialization = predicate.putObject("serialization");
        serialization.put("method", "files");
        serialization.put("hash_type", SHA256);
        serialization.put("allow_symlinks", followsLinks);
        if (!ignored.isEmpty()) {
            ArrayNode paths = serialization.putArray("ignore_paths");
            ignored.forEach(paths::add);
        }
        ArrayNode resources = predicate.putArray("resources");
        for (FileDigest file : files) {
            resources
                    .addObject()
                    .put("name", file.name())
                    .put("algorithm", SHA256)
                    .put("digest", file.sha256());
        }
        return JSON.writeValueAsBytes(root);
    }

    /**
     * Reads a statement whose signature was found good.
     *
     * @throws UnreadableSignature if it is of another kind, or contradicts itself
     */
    static Statement parse(byte[] json) throws UnreadableSignature {
        try {
            JsonNode root = JSON.readTree(json);
            if (!STATEMENT_TYPE.equals(root.path("_type").asString(""))) {
                throw new UnreadableSignature("what is signed is no in-toto statement");
            }
            return of(root);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new UnreadableSignature("the signed statement is not laid out as model signing 1.0 wants it", e);
        }
    }

    private static Statement of(JsonNode root) throws UnreadableSignature {
        String type = root.path("predicateType").asString("");
        if (type.equals(EARLY_PREDICATE_TYPE)) {
            throw new UnreadableSignature("it is of model signing 0.2, before there was a stable format; sign anew");
        }
        if (!type.equals(PREDICATE_TYPE)) {
            throw new UnreadableSignature("what is signed is no list of a model's files in the format 1.0");
        }
        if (root.path("subject").size() != 1) {
            throw new UnreadableSignature("it must be about one model, and is about "
                    + root.path("subject").size());
        }
        JsonNode subject = root.required("subject").required(0);
        JsonNode predicate = root.required("predicate");
        JsonNode serialization = predicate.required("serialization");
        checkMethod(serialization);
        List<String> ignored = new ArrayList<>();
        serialization.path("ignore_paths").values().forEach(path -> ignored.add(path.stringValue()));
        Statement read = new Statement(
                subject.required("name").stringValue(),
                serialization.path("allow_symlinks").asBoolean(false),
                ignored,
                files(predicate.required("resources")));
        if (!read.rootSha256()
                .equals(subject.required("digest").required(SHA256).stringValue())) {
            throw new UnreadableSignature("it contradicts itself: its hash of the whole is not that of its files");
        }
        return read;
    }

    private static void checkMethod(JsonNode serialization) throws UnreadableSignature {
        String method = serialization.required("method").stringValue();
        String hash = serialization.required("hash_type").stringValue();
        if (!method.equals("files") || !hash.equals(SHA256)) {
            throw new UnreadableSignature("it hashes by '" + method + "' with '" + hash
                    + "', and only whole files with sha256 can be verified here; use the tool model_signing, or sign"
                    + " anew");
        }
    }

    private static List<FileDigest> files(JsonNode resources) throws UnreadableSignature {
        List<FileDigest> files = new ArrayList<>(resources.size());
        Set<String> names = new HashSet<>();
        for (JsonNode resource : resources.values()) {
            if (!resource.required("algorithm").stringValue().equals(SHA256)) {
                throw new UnreadableSignature("a file of it has another hash than sha256; sign anew");
            }
            String name = resource.required("name").stringValue();
            if (!names.add(name)) {
                throw new UnreadableSignature("it names the same file twice");
            }
            files.add(new FileDigest(name, resource.required("digest").stringValue()));
        }
        return files;
    }
}
