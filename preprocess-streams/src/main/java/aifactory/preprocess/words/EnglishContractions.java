package aifactory.preprocess.words;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Strings that are split in their own way, as the usual English splitters agree: contractions
/// (`don't` → `do` `n't`), hours (`5pm` → `5` `pm`), abbreviations and emoticons that stay whole.
final class EnglishContractions {
  private static final String[] PRONOUNS = {"i", "you", "he", "she", "it", "we", "they"};
  private static final String[] QUESTIONS = {
    "who", "what", "when", "where", "why", "how", "there", "that", "this"
  };
  private static final String[] PLURAL = {"these", "those"};
  private static final String[] NEGATED = {
    "ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought", "sha",
    "should", "wo", "would", "ai", "are", "is", "was", "were", "have", "has", "dare"
  };
  private static final String[] WITH_HAVE = {"could", "might", "must", "should", "would"};
  private static final String WHOLE =
      "' '' 's 'S ‘s ‘S 're 'd 'll 'em em ll nuff 'nuff and/or w/o 'Cause 'cause 'cos 'Cos 'coz"
          + " 'Coz 'cuz 'Cuz 'bout ma'am Ma'am o'clock O'clock doin' Doin' goin' Goin' nothin'"
          + " Nothin' nuthin' Nuthin' ol' Ol' somethin' Somethin' lovin' Lovin' havin' Havin' a.m."
          + " p.m. Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. i.e. I.e. I.E. Inc."
          + " Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s."
          + " Mt. Ak. Ala. Apr. Ariz. Ark. Aug. Calif. Colo. Conn. Dec. Del. Feb. Fla. Ga. Ia. Id."
          + " Ill. Ind. Jan. Jul. Jun. Kan. Kans. Ky. La. Mar. Mass. Mich. Minn. Miss. N.C. N.D."
          + " N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Nov. Oct. Okla. Ore. Pa. S.C. Sep. Sept. Tenn."
          + " Va. Wash. Wis. C++ \\n"
          + " \\t \\\") <space> ä. ö. ü.";
  private static final String[] NOT_SPLIT = {
    "ill", "its", "hell", "shell", "shed", "were", "well", "whore"
  };

  /// Faces that English writers draw; as published with the splitter that the filters were tuned
  /// with.
  private static final Set<String> EMOTICONS =
      Set.of(
          ("(*_*) (-8 (-: (-; (-_-) (._.) (: (; (= (>_<) (^_^) (o: (¬_¬) (ಠ_ಠ) (╯°□°）╯︵┻━┻"
                  + " )-: ): -_- -__- ._. 0.0 0.o 0_0 0_o 8) 8-) 8-D 8D :'( :') :'-( :'-) :( :(( :((("
                  + " :() :) :)) :))) :* :-( :-(( :-((( :-) :-)) :-))) :-* :-/ :-0 :-3 :-> :-D :-O :-P"
                  + " :-X :-] :-o :-p :-x :-| :-} :/ :0 :1 :3 :> :D :O :P :X :] :o :o) :p :x :| :} :’("
                  + " :’) :’-( :’-) ;) ;-) ;-D ;D ;_; <.< </3 <3 <33 <333 =( =) =/ =3 =D =[ =] =| >.<"
                  + " >.> >:( >:o ><(((*> @_@ O_O O_o V_V [-: [: [= ]= ^_^ ^__^ ^___^ o.0 o_0 o_O o_o"
                  + " v_v ಠ_ಠ ಠ︵ಠ — O.O O.o o.O o.o v.v V.V xD XD xDD XDD")
              .split(" "));

  private static final int LONGEST_EMOTICON = 12;

  /// How many units each part has, by the whole string.
  private static final Map<String, int[]> PARTS = new HashMap<>();

  private static final int LONGEST;

  static {
    contractPronouns();
    contractVerbs();
    for (String whole : WHOLE.split(" ")) {
      put(whole);
    }
    for (char c = 'a'; c <= 'z'; c++) {
      put(c + ".");
    }
    for (int hour = 1; hour <= 12; hour++) {
      for (String half : new String[] {"a.m.", "am", "p.m.", "pm"}) {
        put(String.valueOf(hour), half);
      }
    }
    both("y", "'all");
    PARTS.remove("y'all");
    put("y'", "all");
    put("y", "all");
    both("can", "not");
    both("gon", "na");
    both("got", "ta");
    both("let", "'s");
    both("c'm", "on");
    both("not", "'ve");
    both("not", "ve");
    put("how", "'d", "'y");
    put("How", "'d", "'y");
    for (String word : NOT_SPLIT) {
      PARTS.remove(word);
      PARTS.remove(titled(word));
    }
    LONGEST = PARTS.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  private EnglishContractions() {}

  /// Lengths of the parts of `text[start, end)`, null if it is no such string.
  static int @org.jspecify.annotations.Nullable [] parts(String text, int start, int end) {
    return end - start > LONGEST ? null : PARTS.get(text.substring(start, end));
  }

  /// Whether `text[start, end)` is put together again when it was split: a drawn face, or what
  /// stays whole with its marks, such as `t.`.
  static boolean isWhole(String text, int start, int end) {
    if (isEmoticon(text, start, end)) {
      return true;
    }
    int[] parts = text.charAt(end - 1) == '.' ? parts(text, start, end) : null;
    return parts != null && parts.length == 1;
  }

  /// Whether `text[start, end)` is a drawn face.
  static boolean isEmoticon(String text, int start, int end) {
    return end - start <= LONGEST_EMOTICON && EMOTICONS.contains(text.substring(start, end));
  }

  private static void contractPronouns() {
    both("i", "'m");
    both("i", "m");
    both("i", "'m", "a");
    both("i", "m", "a");
    for (String pronoun : PRONOUNS) {
      future(pronoun);
    }
    for (String word : new String[] {"i", "you", "we", "they"}) {
      withOrWithout(word, "ve");
    }
    for (String word : new String[] {"you", "we", "they"}) {
      withOrWithout(word, "re");
    }
    for (String word : new String[] {"he", "she", "it"}) {
      withOrWithout(word, "s");
    }
    for (String word : QUESTIONS) {
      future(word);
      withOrWithout(word, "s");
      if (!word.equals("that") && !word.equals("this")) {
        withOrWithout(word, "re");
        withOrWithout(word, "ve");
      }
    }
    for (String word : PLURAL) {
      future(word);
      withOrWithout(word, "re");
      withOrWithout(word, "ve");
    }
  }

  private static void future(String word) {
    for (String will : new String[] {"ll", "d"}) {
      withOrWithout(word, will);
      both(word, "'" + will, "'ve");
      both(word, will, "ve");
    }
  }

  private static void contractVerbs() {
    for (String verb : NEGATED) {
      both(verb, "n't");
      both(verb, "nt");
    }
    for (int i = 0; i < 15; i++) { // the modal ones
      both(NEGATED[i], "n't", "'ve");
      both(NEGATED[i], "nt", "ve");
    }
    for (String verb : WITH_HAVE) {
      withOrWithout(verb, "ve");
    }
  }

  private static void withOrWithout(String word, String ending) {
    both(word, "'" + ending);
    both(word, ending);
  }

  private static void both(String first, String... rest) {
    put(first, rest);
    put(titled(first), rest);
  }

  private static void put(String first, String... rest) {
    int[] lengths = new int[rest.length + 1];
    lengths[0] = first.length();
    for (int i = 0; i < rest.length; i++) {
      lengths[i + 1] = rest[i].length();
    }
    String whole = first + String.join("", rest);
    PARTS.put(whole, lengths);
    PARTS.put(whole.replace('\'', '’'), lengths);
  }

  private static String titled(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
