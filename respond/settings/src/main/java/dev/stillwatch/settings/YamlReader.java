// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.YamlNode.Entry;
import dev.stillwatch.settings.YamlNode.Items;
import dev.stillwatch.settings.YamlNode.Mapping;
import dev.stillwatch.settings.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds the tree of one document from the parser's events.
 *
 * <p>Events rather than the library's own objects, so that every value keeps its line, {@code 1.10} stays what was
 * written, and no alias is ever expanded. Used once.
 */
final class YamlReader {
    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    private final String name;
    private final Iterator<Event> events;

    YamlReader(String name, String text) {
        this.name = name;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(SettingsDocument.MOST_BYTES)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    Mapping document() {
        try {
            Event first = next();
            while (first.getEventId() == Event.ID.StreamStart || first.getEventId() == Event.ID.DocumentStart) {
                first = next();
            }
            if (first.getEventId() == Event.ID.StreamEnd) {
                throw wrong(1, "the document is empty", "write settings as \"key: value\"");
            }
            YamlNode root = node(first, 0);
            if (!(root instanceof Mapping mapping)) {
                throw wrong(root.line(), "the document is not a mapping", "write settings as \"key: value\"");
            }
            next();
            Event end = next();
            if (end.getEventId() != Event.ID.StreamEnd) {
                throw wrong(line(end), "a second document starts here", "keep one document in a file");
            }
            return mapping;
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            throw new StillwatchException(
                    name + ":" + line + ": this is not YAML: " + problem(e) + "; check indentation and quotes", e);
        } catch (YamlEngineException e) {
            throw new StillwatchException(
                    name + " is not YAML: it holds a character that YAML does not allow; save it as plain text", e);
        }
    }

    private Event next() {
        return events.next();
    }

    /** What the parser says, which is about punctuation; anything longer could hold a piece of a value. */
    private static String problem(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.length() > 80 || problem.chars().anyMatch(Character::isISOControl)
                ? "something is out of place"
                : problem;
    }

    private YamlNode node(Event event, int depth) {
        int line = line(event);
        if (event instanceof AliasEvent) {
            throw wrong(line, "an alias is not allowed", "write the value out");
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw wrong(line, "an anchor is not allowed", "write the value out where it is needed");
        }
        if (tag(event).isPresent()) {
            throw wrong(line, "a tag is not allowed", "write the value without it");
        }
        if (depth >= SettingsDocument.MOST_DEPTH) {
            throw wrong(line, "nested deeper than " + SettingsDocument.MOST_DEPTH + " levels", "flatten it");
        }
        return switch (event.getEventId()) {
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart -> items(line, depth);
            case MappingStart -> mapping(line, depth);
            default -> throw wrong(line, "something is out of place", "check indentation");
        };
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag();
            case CollectionStartEvent collection -> collection.getTag();
            default -> Optional.empty();
        };
    }

    private static Scalar scalar(ScalarEvent event) {
        int line = line(event);
        boolean block = event.isLiteral() || event.isFolded();
        return new Scalar(
                line, event.getValue(), block ? line + 1 : line, event.isPlain() && NOTHING.contains(event.getValue()));
    }

    private Items items(int line, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event, depth + 1));
        }
        return new Items(line, List.copyOf(items));
    }

    private Mapping mapping(int line, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            int keyLine = line(event);
            if (!(node(event, depth + 1) instanceof Scalar key)) {
                throw wrong(keyLine, "a key is a mapping or a list", "use a plain word as key");
            }
            YamlNode value = node(next(), depth + 1);
            Entry earlier = entries.putIfAbsent(key.text(), new Entry(keyLine, value));
            if (earlier != null) {
                throw wrong(
                        keyLine,
                        "the key " + KeyNames.quoted(key.text()) + " stands on line " + earlier.line() + " already",
                        "keep one of them");
            }
        }
        return new Mapping(line, entries);
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private StillwatchException wrong(int line, String what, String remedy) {
        return new StillwatchException(name + ":" + line + ": " + what + "; " + remedy);
    }
}
