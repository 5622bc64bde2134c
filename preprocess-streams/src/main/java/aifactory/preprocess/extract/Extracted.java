package aifactory.preprocess.extract;

import org.jspecify.annotations.Nullable;

/// What an extractor found.
///
/// @param title empty when there is none
/// @param text main text, not yet normalised; empty when there is none
/// @param language claimed by the document itself, null when it claims none
/// @param licence tag claimed by the document itself, null when it claims none
public record Extracted(
    String title, String text, @Nullable String language, @Nullable String licence) {}
