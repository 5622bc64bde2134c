package aifactory.inference.chat;

/// One message of a conversation.
public record Turn(Role role, String content) {
  /// Who speaks.
  public enum Role {
    SYSTEM,
    USER,
    ASSISTANT
  }
}
