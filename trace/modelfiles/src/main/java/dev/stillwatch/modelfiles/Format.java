// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

/** How a model's files are laid out. */
public enum Format {
    SAFETENSORS,
    GGUF
}
