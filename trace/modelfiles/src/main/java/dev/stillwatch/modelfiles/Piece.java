// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Some bytes of a file that are copied at once, and what of them is edited.
 *
 * @param offset of the first byte in the file
 * @param parts in the order of their bytes; what lies between them stays as it is
 */
record Piece(long offset, int bytes, List<Part> parts) {
    Piece {
        parts = List.copyOf(parts);
    }

    /**
     * Weights of one tensor that are edited together.
     *
     * @param first of the tensor's weights
     * @param offset of its first byte in the piece
     */
    record Part(Tensor tensor, long first, int offset, int bytes) {}

    /**
     * The pieces of a file, made one by one as they are asked for: a file has any number.
     *
     * @param tensors of the file, in the order of their bytes
     * @param bytes the file's length
     * @param largest bytes of a piece; edited weights that must stay together may take more
     */
    static Iterator<Piece> of(List<Tensor> tensors, long bytes, ModelCopy.Edit edit, int largest) {
        return new Cutting(tensors, bytes, edit, largest);
    }

    private static final class Cutting implements Iterator<Piece> {
        private final List<Tensor> tensors;
        private final long end;
        private final ModelCopy.Edit edit;
        private final int largest;
        private int next;
        /** Of the tensor that is cut up, what the pieces so far hold. */
        private long inTensor;

        private long at;

        private Cutting(List<Tensor> tensors, long end, ModelCopy.Edit edit, int largest) {
            this.tensors = tensors;
            this.end = end;
            this.edit = edit;
            this.largest = largest;
        }

        @Override
        public boolean hasNext() {
            return at < end;
        }

        @Override
        public Piece next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the file ends at " + end);
            }
            long start = at;
            List<Part> parts = new ArrayList<>();
            while (at < end && at - start < largest) {
                long room = largest - (at - start);
                if (next == tensors.size()) {
                    at += Math.min(room, end - at);
                    continue;
                }
                Tensor tensor = tensors.get(next);
                if (at < tensor.offset()) {
                    at += Math.min(room, tensor.offset() - at);
                    continue;
                }
                long left = tensor.bytes() - inTensor;
                int unit = unitBytes(tensor);
                long taken = unit == 0 ? Math.min(room, left) : whole(left, room, unit, at == start);
                if (taken == 0 && left > 0) {
                    break;
                }
                if (unit > 0 && taken > 0) {
                    parts.add(new Part(tensor, firstWeight(tensor), (int) (at - start), (int) taken));
                }
                at += taken;
                inTensor += taken;
                if (inTensor == tensor.bytes()) {
                    next++;
                    inTensor = 0;
                }
            }
            return new Piece(start, (int) (at - start), parts);
        }

        private int unitBytes(Tensor tensor) {
            int unit = edit.unit(tensor);
            return unit / tensor.type().blockElements() * tensor.type().blockBytes();
        }

        private long firstWeight(Tensor tensor) {
            return inTensor / tensor.type().blockBytes() * tensor.type().blockElements();
        }

        /** As many whole units as there is room for, one at least in an empty piece; what is left at the end comes along. */
        private static long whole(long left, long room, int unit, boolean empty) {
            if (left <= room) {
                return left;
            }
            long units = room / unit;
            return units == 0 && empty ? Math.min(unit, left) : units * unit;
        }
    }
}
