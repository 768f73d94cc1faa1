"""stub."""
from alembic import op
revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None
def upgrade() -> None:
    import catalog.models
    from catalog.menu import menu_models as m
    for t in (m.menu_sections, m.menu_items, m.option_groups, m.item_options, m.pickup_settings):
        t.create(op.get_bind())
