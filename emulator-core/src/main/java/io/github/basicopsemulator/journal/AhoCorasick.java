package io.github.basicopsemulator.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds many strings in a text in one pass (Aho and Corasick, 1975). Used by one thread. */
final class AhoCorasick {

    /**
     * A state of the automaton.
     *
     * <p>It knows the longest of the strings that end here, by fallback too, and of the short strings that end here which lengths.
     */
    private static final class Node {

        private final List<Node> children = new ArrayList<>();
        private final char label;
        private final int id;
        private int longest;
        private int rest;
        private int lengths;
        private Node fallback;

        private Node(char label, int id) {
            this.label = label;
            this.id = id;
            fallback = this;
        }
    }

    /** Receives the matches. */
    @FunctionalInterface
    interface Found {

        /**
         * Takes one place.
         *
         * @param start where the string begins, in the decoded text
         * @param end where it ends
         * @param isShort whether it is a short string
         */
        void at(int start, int end, boolean isShort);
    }

    private static final int MOST_SHORT = 31;

    private final Node root = new Node('\0', 0);
    private final Map<Long, Node> nodes = new HashMap<>();
    private final BitSet first = new BitSet();

    /**
     * Adds a string.
     *
     * @param rest the number of characters to hide behind it
     * @param isShort whether every match is reported, for a check of its surroundings; at most 31 characters
     */
    void add(String string, int rest, boolean isShort) {
        Node node = root;
        for (int i = 0; i < string.length(); i++) {
            node = child(node, string.charAt(i));
        }
        first.set(string.charAt(0));
        if (isShort && string.length() <= MOST_SHORT) {
            node.lengths |= 1 << string.length();
        } else {
            node.longest = string.length();
            node.rest = Math.max(node.rest, rest);
        }
    }

    private Node child(Node parent, char c) {
        return nodes.computeIfAbsent(key(parent, c), key -> {
            Node child = new Node(c, nodes.size() + 1);
            parent.children.add(child);
            return child;
        });
    }

    private static Long key(Node parent, char c) {
        return ((long) parent.id << 16) | c;
    }

    /** Links every state to the longest shorter one that ends in the same way. To be called once, after the last string was added. */
    void link() {
        ArrayDeque<Node> queue = new ArrayDeque<>();
        for (Node child : root.children) {
            child.fallback = root;
            queue.add(child);
        }
        while (!queue.isEmpty()) {
            Node node = queue.remove();
            for (Node child : node.children) {
                child.fallback = next(node.fallback, child.label);
                child.longest = Math.max(child.longest, child.fallback.longest);
                child.rest = Math.max(child.rest, child.fallback.rest);
                child.lengths |= child.fallback.lengths;
                queue.add(child);
            }
        }
    }

    private Node next(Node from, char c) {
        Node node = from;
        while (true) {
            if (node == root && !first.get(c)) {
                return root;
            }
            Node next = nodes.get(key(node, c));
            if (next != null) {
                return next;
            }
            node = node.fallback;
        }
    }

    /** Reports every match; of long strings that end at the same position, the longest only. */
    void find(DecodedText text, Found found) {
        Node node = root;
        for (int i = 0; i < text.length(); i++) {
            node = next(node, text.charAt(i));
            if (node.longest > 0) {
                found.at(i + 1 - node.longest, i + 1 + node.rest, false);
            }
            for (int lengths = node.lengths; lengths != 0; lengths &= lengths - 1) {
                found.at(i + 1 - Integer.numberOfTrailingZeros(lengths), i + 1, true);
            }
        }
    }
}
