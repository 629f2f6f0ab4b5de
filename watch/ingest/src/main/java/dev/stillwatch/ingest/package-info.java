// SPDX-License-Identifier: Apache-2.0
/**
 * Every log format becomes {@link dev.stillwatch.exchange.Exchange}.
 *
 * <p>{@link dev.stillwatch.ingest.LogInputs} finds the inputs, {@link dev.stillwatch.ingest.LogInput#open} reads one
 * into {@link dev.stillwatch.ingest.RecordBatch batches} on one thread, and any thread parses a batch. Formats are told
 * apart record by record: the native exchange log, OTLP/JSON with the GenAI conventions, LiteLLM's standard logging
 * payload; Parquet by its file. {@link dev.stillwatch.ingest.ExchangeLogWriter} writes the native format.
 *
 * <p>Choices that a log's author may want to know: invalid UTF-8 reads as U+FFFD rather than costing the exchange; of a
 * member given twice the last counts; an optional member of the wrong type, out of range or blank is absent; names longer
 * than 1024 characters are none; of texts longer than 80 Ki characters the first 64 Ki and the last 16 Ki are kept.
 *
 * <p>Whatever stands in a log, reading it ends with an outcome for each record, never an exception, and no record can
 * cost another. Memory is bounded by the settings, not by the input. No reason or message quotes content.
 */
@NullMarked
package dev.stillwatch.ingest;

import org.jspecify.annotations.NullMarked;
