package aifactory.inference.embed;

import java.util.Optional;

/// The embedding model of this node, if it has one.
public record InstalledEmbedding(Optional<Embedding> model) {}
