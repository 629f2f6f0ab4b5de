// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A private prompt of an application or organisation: fixed instructions around one record after the other.
 *
 * @param instructions text that never changes
 * @param system whether the instructions go into the system prompt
 * @param separator text between instructions and record
 * @param record what the records look like
 */
record JobTemplate(String instructions, boolean system, String separator, RecordKind record, Parameters parameters) {
    private static final TextResource FILE = TextResource.load("jobs.txt");
    private static final List<String> ROLES = FILE.lines("roles");
    private static final List<String> TASKS = FILE.lines("tasks");
    private static final List<String> RULES = FILE.lines("rules");
    private static final List<String> FORMATS = FILE.lines("formats");
    private static final List<String> SEPARATORS = FILE.lines("separators");
    private static final List<String> STARTS = FILE.entries("starts");
    private static final List<String> ENDS = FILE.entries("ends");
    private static final List<String> TEAMS = FILE.entries("teams");
    static final List<RecordKind> COMMON = kinds("record ");
    static final List<RecordKind> UNHEARD_OF = kinds("new-record ");

    /** What a job's records consist of. */
    record RecordKind(String name, List<String> labels, List<String> fields, List<String> notes) {}

    private static List<RecordKind> kinds(String prefix) {
        List<RecordKind> kinds = new ArrayList<>();
        for (String section : FILE.sections().keySet()) {
            if (section.startsWith(prefix)) {
                Map<String, List<String>> keyed = FILE.keyed(section);
                kinds.add(new RecordKind(
                        section.substring(prefix.length()),
                        keyed.getOrDefault("labels", List.of()),
                        keyed.getOrDefault("fields", List.of()),
                        keyed.getOrDefault("notes", List.of())));
            }
        }
        return List.copyOf(kinds);
    }

    /** A company or product name. */
    static String brand(SplittableRandom random) {
        return Slots.pick(STARTS, random) + Slots.pick(ENDS, random);
    }

    /** A template of one customer about one of these kinds of record. */
    static JobTemplate draw(List<RecordKind> kinds, String brand, SplittableRandom random) {
        RecordKind record = Slots.pick(kinds, random);
        List<String> parts = new ArrayList<>();
        if (random.nextInt(5) > 0) {
            parts.add(Slots.pick(ROLES, random));
        }
        int tasks = random.nextInt(4) == 0 ? 2 : 1;
        for (int i = 0; i < tasks; i++) {
            parts.add(Slots.pick(TASKS, random));
        }
        int rules = random.nextInt(6);
        for (int i = 0; i < rules; i++) {
            parts.add(Slots.pick(RULES, random));
        }
        if (random.nextInt(3) > 0) {
            parts.add(Slots.pick(FORMATS, random));
        }
        String joint = random.nextBoolean() ? " " : "\n- ";
        String text = Slots.fill(String.join(joint, parts), slot -> fixed(slot, record, brand, random));
        String separator = Slots.fill(Slots.pick(SEPARATORS, random), slot -> fixed(slot, record, brand, random));
        boolean json = text.contains("JSON");
        Parameters parameters = Settings.limited(
                Settings.with(
                        random.nextInt(3) == 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(8) / 10.0),
                        1,
                        random.nextInt(4) == 0,
                        random.nextInt(20) == 0,
                        json && random.nextBoolean() ? "json_object" : ""),
                random.nextBoolean() ? OptionalInt.of(128 << random.nextInt(5)) : OptionalInt.empty(),
                OptionalLong.empty());
        return new JobTemplate(text, random.nextBoolean(), separator, record, parameters);
    }

    private static String fixed(String slot, RecordKind record, String brand, SplittableRandom random) {
        return switch (slot) {
            case "brand" -> brand;
            case "bot" -> brand.substring(0, 3) + "Bot";
            case "team" -> Slots.pick(TEAMS, random);
            case "record" -> record.name();
            case "Record" -> Slots.capitalised(record.name());
            case "labels" -> Slots.pick(record.labels(), random);
            case "field" -> Slots.pick(record.fields(), random);
            case "fields" -> Slots.pick(record.fields(), random) + ", " + Slots.pick(record.fields(), random);
            default -> Phrasebook.word(slot, Topic.everyday().getFirst(), random);
        };
    }

    /** The request for the record drawn from a seed. */
    Author.Ask request(long seed) {
        SplittableRandom random = Seeds.random(seed, 21);
        String body = body(random);
        List<Message> messages = system
                ? List.of(new Message(Message.Role.SYSTEM, instructions), new Message(Message.Role.USER, body))
                : List.of(new Message(Message.Role.USER, instructions + separator + body));
        return new Author.Ask(new Request(messages, parameters, List.of()), 90);
    }

    private String body(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        boolean lines = random.nextInt(4) > 0;
        for (String field : record.fields()) {
            if (random.nextInt(5) > 0) {
                text.append(field).append(": ").append(value(random)).append(lines ? "\n" : "; ");
            }
        }
        int notes = 1 + random.nextInt(5);
        for (int i = 0; i < notes; i++) {
            text.append(Slots.capitalised(Slots.pick(record.notes(), random))).append(". ");
            if (random.nextInt(3) == 0) {
                Topic topic = Slots.pick(Topic.everyday(), random);
                text.append(Phrasebook.fill(Slots.pick(Phrasebook.SENTENCES, random), topic, random))
                        .append(' ');
            }
        }
        return text.toString().strip();
    }

    private static String value(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.toString(random.nextInt(10_000));
            case 1 -> Slots.pick(Phrasebook.NAMES, random) + " " + brand(random);
            case 2 -> Slots.pick(Phrasebook.PLACES, random);
            case 3 -> (1 + random.nextInt(28)) + "." + (1 + random.nextInt(12)) + ".";
            default -> Slots.pick(Slots.pick(Topic.everyday(), random).things(), random);
        };
    }
}
