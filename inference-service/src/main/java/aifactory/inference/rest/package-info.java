/// HTTP: OpenAI's endpoints, the reference system's `/api/generate`, retrieval and state. Every bad
/// request is a named 4xx; no stack trace leaves.
@NullMarked
package aifactory.inference.rest;

import org.jspecify.annotations.NullMarked;
