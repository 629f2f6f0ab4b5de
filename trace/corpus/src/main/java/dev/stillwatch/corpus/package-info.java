// SPDX-License-Identifier: Apache-2.0
/**
 * Reads training data sets, whatever their shape and size.
 *
 * <p>{@link dev.stillwatch.corpus.DataFiles} finds the files, {@link dev.stillwatch.corpus.FileLayout} recognises what a
 * file is from its beginning, and {@link dev.stillwatch.corpus.CorpusRows} reads it into
 * {@link dev.stillwatch.corpus.RowBatch batches} on one thread; any thread takes a batch apart. Each row becomes a
 * {@link dev.stillwatch.corpus.RowOutcome}: the prompts and answers it holds, what it says about a model that wrote them,
 * and where it stands, or the reason why it is none.
 *
 * <p>Whatever stands in a file, no row costs another, and memory is bounded by the longest row that is read, not by the
 * file. Reading can go on from any {@link dev.stillwatch.corpus.Position} that an earlier reading stopped at. Of a member
 * given twice the last counts; a member that is null is absent; invalid UTF-8 reads as U+FFFD. No reason or message
 * quotes a row.
 */
@NullMarked
package dev.stillwatch.corpus;

import org.jspecify.annotations.NullMarked;
