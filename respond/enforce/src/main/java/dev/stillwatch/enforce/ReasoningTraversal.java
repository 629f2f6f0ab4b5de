// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds reasoning in requests and answers of all APIs: its text, and the opaque blocks that carry it from turn to turn.
 *
 * <p>Reasoning is what an object's type says it is ({@code thinking}, {@code redacted_thinking}, {@code reasoning},
 * {@code reasoning.text}, {@code reasoning_text} …), or what stands under a name that begins so ({@code reasoning},
 * {@code reasoning_content}, {@code reasoning_details}, {@code thinking_blocks} …), at any depth: routers such as LiteLLM
 * repeat it in objects of their own. What tools are given and give back is not looked into.
 */
final class ReasoningTraversal {
    private static final Set<String> OPAQUE = Set.of("signature", "encryptedcontent", "data", "thoughtsignature");
    private static final Set<String> STRUCTURE =
            Set.of("type", "id", "index", "format", "status", "role", "object", "display", "effort");

    private final Visitor visitor;

    /** Is told what is found. */
    interface Visitor {
        /**
         * A text of reasoning.
         *
         * @param block the same for all texts of a block, however many events it comes in
         * @param path the same for all pieces of a text
         */
        void text(String block, String path, String member, String text, Consumer<String> replace);

        /** An opaque member of a block, after its texts. */
        void opaque(String block, ObjectNode holder, String content, Consumer<String> replace);
    }

    ReasoningTraversal(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Visits all that {@code node} holds; {@code path} begins the names that the visitor is given. */
    void visit(JsonNode node, String path) {
        if (node instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                visit(items.get(i), element(path, items.get(i), i));
            }
        }
        if (node instanceof ObjectNode object) {
            if (isReasoning(object)) {
                block(object, path);
            } else {
                object.properties().stream()
                        .toList()
                        .forEach(member -> member(object, member.getKey(), member.getValue(), path));
            }
        }
    }

    private void member(ObjectNode holder, String name, JsonNode value, String path) {
        String canonical = MemberNames.canonical(name);
        String below = path + "/" + name;
        if (canonical.equals("thoughtsignature") && value.isString()) {
            visitor.opaque(below, holder, value.stringValue(), replacement -> holder.put(name, replacement));
        } else if (canonical.equals("thoughtsignatures")) {
            strings(value, below, holder);
        } else if (canonical.equals("encryptedcontent") && value.isString() && isOpaqueItem(holder)) {
            visitor.opaque(below, holder, value.stringValue(), replacement -> holder.put(name, replacement));
        } else if (names(canonical)) {
            named(holder, name, value, below);
        } else if (!MemberNames.freeForm(canonical)) {
            visit(value, below);
        }
    }

    private void strings(JsonNode value, String path, ObjectNode holder) {
        if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                if (list.get(i).isString()) {
                    visitor.opaque(
                            path,
                            holder,
                            list.get(i).stringValue(),
                            replacement -> list.set(at, Trees.create().stringNode(replacement)));
                }
            }
        }
    }

    private void named(ObjectNode holder, String name, JsonNode value, String path) {
        if (value.isString()) {
            visitor.text(path, path, name, value.stringValue(), text -> holder.put(name, text));
        } else if (value instanceof ObjectNode object) {
            block(object, path);
        } else if (value instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                String below = element(path, items.get(i), i);
                int at = i;
                if (items.get(i) instanceof ObjectNode object) {
                    block(object, below);
                } else if (items.get(i).isString()) {
                    visitor.text(
                            below,
                            path,
                            "",
                            items.get(i).stringValue(),
                            text -> items.set(at, Trees.create().stringNode(text)));
                } else {
                    texts(items.get(i), below, below);
                }
            }
        }
    }

    private void block(ObjectNode block, String path) {
        List<String> names = List.copyOf(block.propertyNames());
        for (String name : names) {
            String canonical = MemberNames.canonical(name);
            JsonNode value = block.path(name);
            if (value.isString()) {
                if (!OPAQUE.contains(canonical) && !STRUCTURE.contains(canonical)) {
                    visitor.text(path, path + "/" + name, name, value.stringValue(), text -> block.put(name, text));
                }
            } else {
                texts(value, path, path + "/" + name);
            }
        }
        for (String name : names) {
            JsonNode value = block.path(name);
            if (value.isString() && OPAQUE.contains(MemberNames.canonical(name))) {
                visitor.opaque(path, block, value.stringValue(), replacement -> block.put(name, replacement));
            }
        }
    }

    /** Texts further down in a block; those of a list are taken for pieces of one. */
    private void texts(JsonNode node, String block, String path) {
        if (node instanceof ArrayNode items) {
            for (int i = 0; i < items.size(); i++) {
                int at = i;
                if (items.get(i).isString()) {
                    visitor.text(
                            block,
                            path,
                            "",
                            items.get(i).stringValue(),
                            text -> items.set(at, Trees.create().stringNode(text)));
                } else {
                    texts(items.get(i), block, path);
                }
            }
        }
        if (node instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                JsonNode value = object.path(name);
                String canonical = MemberNames.canonical(name);
                if (!value.isString()) {
                    texts(value, block, path + "/" + name);
                } else if (OPAQUE.contains(canonical)) {
                    visitor.opaque(block, object, value.stringValue(), replacement -> object.put(name, replacement));
                } else if (!STRUCTURE.contains(canonical)) {
                    visitor.text(block, path + "/" + name, "", value.stringValue(), text -> object.put(name, text));
                }
            }
        }
    }

    /* Elements of streamed lists say where they belong; their place in one event's list does not. */
    private static String element(String path, JsonNode element, int position) {
        return path + "/" + Trees.number(element, "index").map(Object::toString).orElse(Integer.toString(position));
    }

    private static boolean names(String canonical) {
        return (canonical.startsWith("reasoning")
                        || canonical.startsWith("thinking")
                        || canonical.equals("thought")
                        || canonical.equals("thoughts")
                        || canonical.equals("chainofthought"))
                && !canonical.endsWith("effort")
                && !canonical.endsWith("tokens");
    }

    static boolean isReasoning(ObjectNode item) {
        String type = Trees.text(item, "type").orElse("").toLowerCase(Locale.ROOT);
        return type.contains("thinking") || type.contains("reasoning");
    }

    /** Compacted conversations hold reasoning too; search results, also encrypted, do not. */
    private static boolean isOpaqueItem(ObjectNode item) {
        return Trees.text(item, "type")
                .filter(type -> !type.contains("compaction"))
                .isEmpty();
    }
}
