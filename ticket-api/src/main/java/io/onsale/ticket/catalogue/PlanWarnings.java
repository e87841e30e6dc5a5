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
 * What was left out of a plan or assumed, by path. Not thread-safe.
 */
public final class PlanWarnings {
    static final int WARNINGS_MAX = 100; // the same warning often occurs everywhere

    private final List<FieldError> warnings = new ArrayList<>();
    private int more;

    /** A mapper that leaves out unknown members of a plan and records them in the reader's attribute of this class. */
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

    /** All warnings, or the first hundred and the number of the others. */
    public List<FieldError> all() {
        List<FieldError> all = new ArrayList<>(warnings);
        if (more > 0) {
            all.add(new FieldError("seatingPlan", "has " + more + " more of these"));
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
            warnings.add(path(context, parser, name), "is an unknown member here, and was left out");
            parser.skipChildren();
            return true;
        }

        /** Jackson checks the unknown members of a record after reading it whole, from a buffer: then the context's parser is behind it. */
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
