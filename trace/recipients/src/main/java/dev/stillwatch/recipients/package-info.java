// SPDX-License-Identifier: Apache-2.0
/**
 * Who received which marked copy of a model: the list that a leaked copy is compared with.
 *
 * <p>{@link dev.stillwatch.recipients.CopyRegister} is one file of lines, to which each copy adds some and from which
 * nothing is removed. A recipient is registered before the copy is made, so that no copy exists that could not be traced.
 * Each line holds a hash over all before it, so a change shows; that lines were not cut off at the end, and when they were
 * written, is proved by recording each line in an evidence log too. Recipients' names are told to who may read the file,
 * and to nobody else: no message quotes them.
 */
@NullMarked
package dev.stillwatch.recipients;

import org.jspecify.annotations.NullMarked;
