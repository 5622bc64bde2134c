package aifactory.inference.constrain;

/// A form that cannot be kept: wrong in itself, without any text, or with a part that is not
/// supported. The message names the part and where it is.
public final class FormRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FormRefusedException(String where, String problem) {
    super(where.isEmpty() ? problem : where + ": " + problem);
  }
}
