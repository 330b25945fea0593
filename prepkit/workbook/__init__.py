"""The personalized workbook: notebooks run on a workspace, merged with what their owner added, and one page."""
