// SPDX-License-Identifier: Apache-2.0
/**
 * Signs the files of a model and tells later whether they are still the same, in the format of OpenSSF model signing 1.0.
 *
 * <p>{@link dev.stillwatch.modelsigning.ModelSignature} hashes every file of a model, puts the hashes into an in-toto
 * statement, signs that as a DSSE envelope with an elliptic-curve key, and writes a Sigstore bundle; what the tool
 * {@code model_signing} signed with a key is verified too, and it verifies what is written here. Signatures by
 * certificates and by Sigstore's identities are told apart and left to that tool. Knows nothing of what is in the files.
 *
 * @see <a href="https://github.com/sigstore/model-transparency/blob/main/docs/model_signing_format.md">the format</a>
 */
@NullMarked
package dev.stillwatch.modelsigning;

import org.jspecify.annotations.NullMarked;
