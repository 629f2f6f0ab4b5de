// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of a request, wherever it holds them and however it spells them; names here are canonical (see
 * {@link MemberNames}).
 *
 * <p>Servers and routers take settings from objects within the request too: vLLM from {@code vllm_xargs}, SGLang from
 * {@code custom_params} and {@code sampling_params}, TGI from {@code parameters}, Ollama from {@code options}, LiteLLM
 * from {@code extra_body}, some of them nested.
 */
final class RequestSettings {
    private static final Set<String> WRAPPERS = Set.of(
            "vllmxargs",
            "extraargs",
            "extrabody",
            "parameters",
            "options",
            "samplingparams",
            "customparams",
            "generationconfig",
            "optionalparams",
            "modelkwargs",
            "additionalkwargs",
            "provideroptions");

    private final List<ObjectNode> holders = new ArrayList<>();

    RequestSettings(ObjectNode request) {
        collect(request);
    }

    private void collect(ObjectNode holder) {
        holders.add(holder);
        for (var member : holder.properties()) {
            if (member.getValue() instanceof ObjectNode wrapped
                    && WRAPPERS.contains(MemberNames.canonical(member.getKey()))) {
                collect(wrapped);
            }
        }
    }

    /** Hands on each setting of a name that is not null, with the object that holds it and the name it has there. */
    void each(Predicate<String> named, BiConsumer<ObjectNode, String> action) {
        for (ObjectNode holder : holders) {
            for (String name : List.copyOf(holder.propertyNames())) {
                if (named.test(MemberNames.canonical(name))
                        && !holder.path(name).isNull()) {
                    action.accept(holder, name);
                }
            }
        }
    }

    /** Whether a name is given any value but false. */
    boolean asks(String name) {
        return holders.stream()
                .flatMap(holder -> holder.properties().stream())
                .filter(member -> MemberNames.canonical(member.getKey()).equals(name))
                .anyMatch(member -> !member.getValue().isNull()
                        && !(member.getValue().isBoolean() && !member.getValue().booleanValue()));
    }

    void remove(Predicate<String> named) {
        each(named, ObjectNode::remove);
    }

    /**
     * Lowers a number to {@code most}. Anything that does not read as a number from 0 on becomes {@code most} too:
     * servers give other values meanings of their own, such as -1 for all.
     */
    void cap(String name, int most) {
        each(name::equals, (holder, actual) -> {
            Optional<BigDecimal> number = Trees.number(holder, actual);
            if (number.filter(n -> n.signum() >= 0 && n.compareTo(BigDecimal.valueOf(most)) <= 0)
                    .isEmpty()) {
                holder.put(actual, most);
            }
        });
    }

    /** Raises a number to {@code least}; what does not read as one becomes {@code least}: servers take false for 0. */
    void raise(String name, BigDecimal least) {
        each(name::equals, (holder, actual) -> {
            if (Trees.number(holder, actual)
                    .filter(n -> n.compareTo(least) >= 0)
                    .isEmpty()) {
                holder.put(actual, least);
            }
        });
    }

    /** Removes a number unless it is harmless, and whatever does not read as one. */
    void removeUnless(String name, Predicate<BigDecimal> harmless) {
        each(name::equals, (holder, actual) -> {
            if (Trees.number(holder, actual).filter(harmless).isEmpty()) {
                holder.remove(actual);
            }
        });
    }

    /** Takes entries out of the lists of a name. */
    void removeEntry(String name, String entry) {
        each(name::equals, (holder, actual) -> {
            if (holder.get(actual) instanceof ArrayNode array) {
                for (int i = array.size() - 1; i >= 0; i--) {
                    if (array.get(i).isString() && array.get(i).stringValue().equals(entry)) {
                        array.remove(i);
                    }
                }
            }
        });
    }
}
