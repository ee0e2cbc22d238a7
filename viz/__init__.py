"""Tables and networks → what people look at: pages, drawings and the files they need."""
