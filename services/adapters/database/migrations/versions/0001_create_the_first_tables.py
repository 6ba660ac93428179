"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply this revision."""
    _create_datasets()
    _create_drafts()
    _create_estimates()
    _create_events()
    _create_experiment_templates()
    _create_ml_experiments()
    _create_projects()
    _create_experiment_versions()
    _create_jobs()
    _create_runs()
    _create_template_shares()
    _create_template_versions()
    _create_job_lines()


def downgrade() -> None:
    """Take this revision back."""
    for table in (
        "job_lines",
        "template_versions",
        "template_shares",
        "runs",
        "jobs",
        "experiment_versions",
        "projects",
        "ml_experiments",
        "experiment_templates",
        "events",
        "estimates",
        "drafts",
        "datasets",
    ):
        op.drop_table(table)


def _create_datasets() -> None:
    op.create_table(
        "datasets",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("n_rows", sa.Integer, nullable=False),
        sa.Column("n_columns", sa.Integer, nullable=False),
        sa.Column("size_bytes", sa.BigInteger, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("error", JSON, nullable=True),
        sa.Column("report", JSON, nullable=False),
        sa.Column("columns", JSON, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_datasets"),
    )
    with op.batch_alter_table("datasets") as table:
        table.create_index("ix_datasets_fingerprint", ["fingerprint", "owner"])
        table.create_index("ix_datasets_owner_created_at", ["owner", "created_at"])
        table.create_index("ix_datasets_project_created_at", ["project", "created_at"])


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("proposal", JSON, nullable=True),
        sa.Column("visited", JSON, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("experiment_id", sa.Text, nullable=True),
        sa.Column("parent_id", sa.Text, nullable=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
    )
    with op.batch_alter_table("drafts") as table:
        table.create_index("ix_drafts_owner_updated_at", ["owner", "updated_at"])


def _create_estimates() -> None:
    op.create_table(
        "estimates",
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("raw_s", sa.Double, nullable=False),
        sa.Column("low_s", sa.Double, nullable=False),
        sa.Column("expected_s", sa.Double, nullable=False),
        sa.Column("high_s", sa.Double, nullable=False),
        sa.Column("actual_s", sa.Double, nullable=True),
        sa.Column("peak_memory_bytes", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("experiment_id", name="pk_estimates"),
    )
    with op.batch_alter_table("estimates") as table:
        table.create_index("ix_estimates_at", ["at"])


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("user", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("subject", sa.Text, nullable=True),
        sa.Column("detail", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
    )
    with op.batch_alter_table("events") as table:
        table.create_index("ix_events_at", ["at", "id"])


def _create_experiment_templates() -> None:
    op.create_table(
        "experiment_templates",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("tags", JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("usage_count", sa.Integer, nullable=False),
        sa.Column("record", JSON, nullable=False),
        sa.Column("is_archived", sa.Boolean, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_experiment_templates"),
    )
    with op.batch_alter_table("experiment_templates") as table:
        table.create_index("ix_experiment_templates_owner_created_at", ["owner", "created_at"])
        table.create_index("ix_experiment_templates_project_created_at", ["project", "created_at"])
        table.create_index("ix_experiment_templates_usage_count", ["usage_count"])


def _create_ml_experiments() -> None:
    op.create_table(
        "ml_experiments",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("dataset_id", sa.Text, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("progress", sa.Double, nullable=False),
        sa.Column("error", JSON, nullable=True),
        sa.Column("job_id", sa.Text, nullable=True),
        sa.Column("mlflow_run_id", sa.Text, nullable=True),
        sa.Column("template_id", sa.Text, nullable=True),
        sa.Column("parent_id", sa.Text, nullable=True),
        sa.Column("is_archived", sa.Boolean, nullable=False),
        sa.Column("score", sa.Double, nullable=True),
        sa.Column("baseline_score", sa.Double, nullable=True),
        sa.Column("experiment_metadata", JSON, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("search_text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ml_experiments"),
    )
    with op.batch_alter_table("ml_experiments") as table:
        table.create_index("ix_ml_experiments_dataset_id", ["dataset_id"])
        table.create_index("ix_ml_experiments_owner_created_at", ["owner", "created_at"])
        table.create_index("ix_ml_experiments_parent_id", ["parent_id"])
        table.create_index("ix_ml_experiments_project_created_at", ["project", "created_at"])
        table.create_index("ix_ml_experiments_status", ["status"])
        table.create_index("ix_ml_experiments_template_id", ["template_id"])


def _create_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_projects"),
    )


def _create_experiment_versions() -> None:
    op.create_table(
        "experiment_versions",
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"],
            ["ml_experiments.id"],
            name="fk_experiment_versions_experiment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("experiment_id", "number", name="pk_experiment_versions"),
    )


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("cancel_requested", sa.Boolean, nullable=False),
        sa.Column("n_deaths", sa.Integer, nullable=False),
        sa.Column("progress", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("heartbeat_at", MOMENT, nullable=True),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.Text, nullable=True),
        sa.Column("error", JSON, nullable=True),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["ml_experiments.id"], name="fk_jobs_experiment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("owner", "key", name="uq_jobs_owner_key"),
    )
    with op.batch_alter_table("jobs") as table:
        table.create_index("ix_jobs_experiment_id", ["experiment_id"])
        table.create_index("ix_jobs_status_created_at", ["status", "created_at"])


def _create_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("experiment_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("metrics", JSON, nullable=False),
        sa.Column("timings", JSON, nullable=False),
        sa.Column("environment", JSON, nullable=False),
        sa.Column("result", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["experiment_id"], ["ml_experiments.id"], name="fk_runs_experiment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("experiment_id", "version", name="uq_runs_experiment_id_version"),
    )


def _create_template_shares() -> None:
    op.create_table(
        "template_shares",
        sa.Column("template_id", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["experiment_templates.id"],
            name="fk_template_shares_template_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "project", name="pk_template_shares"),
    )


def _create_template_versions() -> None:
    op.create_table(
        "template_versions",
        sa.Column("template_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["experiment_templates.id"],
            name="fk_template_versions_template_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("template_id", "number", name="pk_template_versions"),
    )


def _create_job_lines() -> None:
    op.create_table(
        "job_lines",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("job_id", sa.Text, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("at", sa.Double, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_job_lines_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_job_lines"),
    )
    with op.batch_alter_table("job_lines") as table:
        table.create_index("ix_job_lines_job_id", ["job_id", "id"])
