package io.onsale.ticket.catalogue;

import io.onsale.service.web.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of a plan was left out or guessed without harm, by its path. Not safe for use by several threads at once.
 */
public final class PlanWarnings {
    static final int WARNINGS_MAX = 100; // what is left out is mostly left out everywhere

    private final List<FieldError> warnings = new ArrayList<>();
    private int more;

    /** A mapper that leaves out members of a plan that it does not know, and notes them in the reader's attribute of this class. */
    public static JsonMapper noting(JsonMapper strict) {
        return strict.rebuild().addHandler(new UnknownMembers()).build();
    }

    public void add(String at, String message) {
        if (warnings.size() < WARNINGS_MAX) {
            warnings.add(new FieldError(at, message));
        } else {
            more++;
        }
    }

    /** All of them, or the first hundred and how many more there are. */
    public List<FieldError> all() {
        List<FieldError> all = new ArrayList<>(warnings);
        if (more > 0) {
            all.add(new FieldError("seatingPlan", "has " + more + " more things of this kind"));
        }
        return all;
    }

    private static final class UnknownMembers extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                ValueDeserializer<?> deserializer,
                Object beanOrClass,
                String name) {
            Class<?> type = beanOrClass instanceof Class<?> given ? given : beanOrClass.getClass();
            boolean isOfPlan = type == PretixPlan.class || type.getNestHost() == PretixPlan.class;
            if (!isOfPlan || !(context.getAttribute(PlanWarnings.class) instanceof PlanWarnings warnings)) {
                return false;
            }
            warnings.add(path(context, parser, name), "is not a member that we know here, and was left out");
            parser.skipChildren();
            return true;
        }

        /** A record's unknown members are looked at when it has been read whole, from a buffer: then the context's parser stands behind it. */
        private static String path(DeserializationContext context, JsonParser parser, String name) {
            JsonParser document = context.getParser();
            String parent = path(document.streamReadContext());
            return parser == document ? parent : parent + "." + name;
        }

        private static String path(TokenStreamContext context) {
            TokenStreamContext parent = context.getParent();
            String before = parent == null ? "" : path(parent);
            if (context.inArray()) {
                return before + "[" + context.getCurrentIndex() + "]";
            }
            String name = context.currentName();
            return name == null ? before : before.isEmpty() ? name : before + "." + name;
        }
    }
}
