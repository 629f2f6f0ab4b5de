// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A disk in memory that can be full, and can lose power.
 *
 * <p>Without a sync, written bytes survive a loss of power in part or not at all, and so do names: each rename, creation
 * and removal by itself, in any combination. That is less than file systems promise.
 */
final class SimulatedDisk implements Storage {
    /** Thrown when the power goes, in the middle of whatever was being done. */
    static final class PowerLoss extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class File {
        byte[] bytes = new byte[0];
        byte[] durable = new byte[0];
        boolean dirty;
    }

    private record NameChange(String name, File file) {}

    private static final File REMOVED = new File();

    private final Map<String, File> names;
    private final Map<String, File> durableNames;
    private final List<NameChange> unsynced = new ArrayList<>();
    private volatile long capacity = Long.MAX_VALUE;
    private long stepsLeft = Long.MAX_VALUE;
    private long steps;

    SimulatedDisk() {
        this(new TreeMap<>());
    }

    private SimulatedDisk(Map<String, File> names) {
        this.names = new TreeMap<>(names);
        this.durableNames = new TreeMap<>(names);
    }

    /** Lets the disk hold so many bytes and no more. */
    void limit(long bytes) {
        capacity = bytes;
    }

    /** Lets the power go after so many more steps. */
    void failAfter(long more) {
        stepsLeft = more;
    }

    long steps() {
        return steps;
    }

    long used() {
        return names.values().stream().mapToLong(file -> file.bytes.length).sum();
    }

    /** What is found on the disk once the power is back. */
    SimulatedDisk afterPowerLoss(Random random) {
        Map<String, File> survived = new HashMap<>(durableNames);
        for (NameChange change : unsynced) {
            if (random.nextBoolean()) {
                if (change.file() == REMOVED) {
                    survived.remove(change.name());
                } else {
                    survived.put(change.name(), change.file());
                }
            }
        }
        Map<String, File> found = new HashMap<>();
        survived.forEach((name, file) -> found.put(name, recovered(file, random)));
        return new SimulatedDisk(found);
    }

    /* What was not synced is there up to some byte, or its place is there and holds zeros, or nothing of it is. */
    private static File recovered(File file, Random random) {
        File recovered = new File();
        recovered.bytes = file.durable;
        if (file.dirty) {
            int kept = Math.min(commonLength(file), file.bytes.length);
            int more = file.bytes.length - kept;
            recovered.bytes = switch (random.nextInt(4)) {
                case 0 -> file.durable;
                case 1 -> Arrays.copyOf(file.bytes, kept + (more == 0 ? 0 : random.nextInt(more + 1)));
                case 2 -> Arrays.copyOf(Arrays.copyOf(file.bytes, kept), file.bytes.length);
                default -> file.bytes;
            };
        }
        recovered.durable = recovered.bytes;
        return recovered;
    }

    private static int commonLength(File file) {
        int different = Arrays.mismatch(file.durable, file.bytes);
        return different < 0 ? file.bytes.length : different;
    }

    /** What is found after the process was killed: all it wrote, synced or not. */
    SimulatedDisk afterKill() {
        Map<String, File> found = new HashMap<>();
        names.forEach((name, file) -> {
            File copy = new File();
            copy.bytes = file.bytes;
            copy.durable = file.bytes;
            found.put(name, copy);
        });
        return new SimulatedDisk(found);
    }

    List<String> files() {
        return List.copyOf(names.keySet());
    }

    /** Writes past all bookkeeping, as somebody with an editor does. */
    void tamper(String name, byte[] bytes) {
        File file = new File();
        file.bytes = bytes.clone();
        file.durable = file.bytes;
        names.put(name, file);
    }

    void remove(String name) {
        names.remove(name);
    }

    private void step() {
        steps++;
        if (--stepsLeft < 0) {
            throw new PowerLoss();
        }
    }

    private File file(String name) throws NoSuchFileException {
        File file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return file;
    }

    private void change(String name, File file) {
        if (file == REMOVED) {
            names.remove(name);
        } else {
            names.put(name, file);
        }
        unsynced.add(new NameChange(name, file));
    }

    @Override
    public boolean exists(String name) {
        return names.containsKey(name);
    }

    @Override
    public byte[] read(String name) throws IOException {
        return file(name).bytes.clone();
    }

    @Override
    public void writeAt(String name, long place, byte[] bytes) throws IOException {
        step();
        if (!names.containsKey(name)) {
            change(name, new File());
        }
        File file = names.get(name);
        int end = (int) place + bytes.length;
        long grows = Math.max(0, end - file.bytes.length);
        int fits = (int) Math.max(0, bytes.length - Math.max(0, used() + grows - capacity));
        file.dirty = true;
        // Half of it goes first: the power may go in the middle of a write.
        put(file, (int) place, Arrays.copyOf(bytes, fits / 2));
        step();
        put(file, (int) place, Arrays.copyOf(bytes, fits));
        if (fits < bytes.length) {
            throw new IOException("No space left on device");
        }
    }

    private static void put(File file, int place, byte[] bytes) {
        byte[] grown = Arrays.copyOf(file.bytes, Math.max(file.bytes.length, place + bytes.length));
        System.arraycopy(bytes, 0, grown, place, bytes.length);
        file.bytes = grown;
    }

    @Override
    public void truncate(String name, long length) throws IOException {
        step();
        File file = file(name);
        if (file.bytes.length > length) {
            file.bytes = Arrays.copyOf(file.bytes, (int) length);
            file.dirty = true;
        }
    }

    @Override
    public void sync(String name) throws IOException {
        step();
        File file = file(name);
        file.durable = file.bytes;
        file.dirty = false;
    }

    @Override
    public void move(String from, String to) throws IOException {
        step();
        File file = file(from);
        change(from, REMOVED);
        change(to, file);
    }

    @Override
    public void syncFolder(String folder) {
        step();
        List<NameChange> rest = new ArrayList<>();
        for (NameChange change : unsynced) {
            if (!folder(change.name()).equals(folder)) {
                rest.add(change);
            } else if (change.file() == REMOVED) {
                durableNames.remove(change.name());
            } else {
                durableNames.put(change.name(), change.file());
            }
        }
        unsynced.clear();
        unsynced.addAll(rest);
    }

    private static String folder(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    @Override
    public void delete(String name) {
        step();
        if (names.containsKey(name)) {
            change(name, REMOVED);
        }
    }

    @Override
    public void deleteFolder(String folder) {
        step();
    }

    @Override
    public void eachFile(String folder, Consumer<String> found) {
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        files().stream().filter(name -> name.startsWith(prefix)).forEach(found);
    }

    @Override
    public String place() {
        return "simulated";
    }

    @Override
    public void close() {}
}
