package org.estreamer.formats.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Where a value comes from, as a table says it. */
public sealed interface Expression {

    /** A field, by the names that lead to it: {@code user.username}. */
    record Path(String name) implements Expression {}

    /** What is known of the record beside its fields: {@code $server}. */
    record Special(String name) implements Expression {}

    /** Text that stands in the table. */
    record Text(String text) implements Expression {}

    /** A function of other values: {@code sum(bytesSent, bytesReceived)}. */
    record Call(String function, List<Expression> arguments) implements Expression {}

    /** Shows every path in it. */
    default void paths(Consumer<String> visitor) {
        if (this instanceof Path path) {
            visitor.accept(path.name());
        } else if (this instanceof Call call && !call.function().equals("name")) {
            // the first argument of texts names a list in the table, that of name no field either
            call.arguments().stream()
                    .skip(call.function().equals("texts") ? 1 : 0)
                    .forEach(argument -> argument.paths(visitor));
        }
    }

    /**
     * Reads one: a text in quotes, a special that begins with a dollar sign, a function with its arguments in brackets, or a path.
     * Braces in a text hold expressions: {@code "INTRUSION:400:{generatorId}"} puts the three pieces together.
     */
    static Expression parse(String text) {
        Parser parser = new Parser(text);
        Expression expression = parser.next();
        if (parser.at < text.length()) {
            throw new IllegalArgumentException("'" + text.substring(parser.at) + "' is too much in " + text);
        }
        return expression;
    }

    /** Reads from the left. */
    final class Parser {
        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Expression next() {
            if (text.startsWith("\"", at)) {
                int end = text.indexOf('"', at + 1);
                String inside = text.substring(at + 1, end);
                at = end + 1;
                return template(inside);
            }
            int start = at;
            while (at < text.length() && "(),".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(start, at);
            if (text.startsWith("(", at)) {
                return new Call(word, arguments());
            }
            return word.startsWith("$") ? new Special(word.substring(1)) : new Path(word);
        }

        private List<Expression> arguments() {
            List<Expression> arguments = new ArrayList<>();
            do {
                at++;
                arguments.add(next());
            } while (text.startsWith(",", at));
            if (!text.startsWith(")", at)) {
                throw new IllegalArgumentException("a bracket is not closed in " + text);
            }
            at++;
            return arguments;
        }

        private static Expression template(String inside) {
            List<Expression> pieces = new ArrayList<>();
            int from = 0;
            for (int open = inside.indexOf('{'); open >= 0; open = inside.indexOf('{', from)) {
                int close = inside.indexOf('}', open);
                if (open > from) {
                    pieces.add(new Text(inside.substring(from, open)));
                }
                pieces.add(Expression.parse(inside.substring(open + 1, close)));
                from = close + 1;
            }
            if (from < inside.length() || pieces.isEmpty()) {
                pieces.add(new Text(inside.substring(from)));
            }
            return pieces.size() == 1 ? pieces.get(0) : new Call("join", List.copyOf(pieces));
        }
    }
}
